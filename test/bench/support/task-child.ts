/** The process of a task. */
import { once } from 'node:events';
import type { Answer } from './task.js';
import { usage } from './usage-hook.js';

const [, , task] = process.argv;
const [args] = (await once(process, 'message')) as [object];
let answer: Answer<unknown>;
try {
  const { default: run } = (await import(`../tasks/${task}.js`)) as { default: (args: object) => Promise<unknown> };
  answer = { result: await run(args), usage: usage() };
} catch (error) {
  answer = { error: (error as Error).stack ?? String(error) };
}
process.send!(answer, () => process.exit(0));
