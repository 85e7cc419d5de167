/** Work in a process of its own, so that its memory and processor time are its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Usage } from './usage-hook.js';

/** A module in `../tasks` whose default export takes the arguments and gives the result; both go through JSON. */
export type TaskName =
  | 'bare-rows'
  | 'clone-facts'
  | 'draw-events'
  | 'emmett-postgresql'
  | 'emmett-sqlite'
  | 'figures'
  | 'fold'
  | 'open-events'
  | 'rebuild';

/** What a task sends back. */
export type Answer<R> = { readonly result: R; readonly usage: Usage } | { readonly error: string };

export interface Done<R> {
  readonly result: R;
  /** Of the whole process, its start included. */
  readonly usage: Usage;
}

const CHILD = fileURLToPath(new URL('./task-child.js', import.meta.url));

/** Runs a task to its end. @throws Error when it fails. */
export async function inOwnProcess<R>(task: TaskName, args: object): Promise<Done<R>> {
  const child = fork(CHILD, [task]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${task} ended with ${String(code)}`);
  });
  ended.catch(() => undefined); // heard by who waits for the answer
  child.send(args);
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Answer<R>];
  await once(child, 'exit').catch(() => undefined);
  if ('error' in answer) throw new Error(`${task}: ${answer.error}`);
  return answer;
}
