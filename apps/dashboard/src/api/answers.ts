/** What was asked already, by address: two parts of a page that ask the same share one request, and going back asks nothing. */
import { askJson } from './client.js';
import { ProblemError, UNREACHABLE, type Problem } from './problem.js';
import { inTurn } from './turns.js';

/** An answer on its way, here, or refused. */
export type Answer<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'here'; readonly value: T }
  | { readonly state: 'refused'; readonly problem: Problem };

interface Entry {
  answer: Answer<unknown>;
  readonly listeners: Set<() => void>;
  abort: AbortController;
}

/** How many answers are kept; those longest ago go first. */
const KEPT = 300;
const entries = new Map<string, Entry>();

/** What is known of an address; asks for it when nothing is. */
export function look(path: string): Answer<unknown> {
  return entryOf(path).answer;
}

/** Tells a listener when the answer changes; the last listener to go stops a request under way. */
export function follow(path: string, listener: () => void): () => void {
  const entry = entryOf(path);
  entry.listeners.add(listener);
  return () => {
    entry.listeners.delete(listener);
    // React leaves and comes back within a turn when it draws anew; only who stays away stops the request.
    setTimeout(() => {
      if (entry.listeners.size > 0 || (entry.answer.state !== 'loading' && !asksNewest(path))) return;
      entry.abort.abort();
      if (entries.get(path) === entry) entries.delete(path);
    });
  };
}

/** Forgets an address, or everything (another token, a new note), and asks anew where somebody looks. */
export function forget(path?: string): void {
  for (const [key, entry] of [...entries]) {
    if (path !== undefined && key !== path) continue;
    entry.abort.abort();
    if (entry.listeners.size === 0) entries.delete(key);
    else {
      request(key, entry);
      tell(entry);
    }
  }
}

/**
 * Keeps an answer under another address that is known to have the same: the question with what the answer named of itself
 * (position, version) gives the same bytes.
 */
export function remember(path: string, value: unknown): void {
  if (entries.has(path)) return;
  entries.set(path, { answer: { state: 'here', value }, listeners: new Set(), abort: new AbortController() });
}

/** A question that leaves the state of knowledge open: tomorrow its answer is another one. */
const asksNewest = (path: string): boolean => /\/(values|series|curve|flows)\?(?!.*\basOf=)/.test(path);

function entryOf(path: string): Entry {
  const known = entries.get(path);
  if (known) return known;
  const entry: Entry = { answer: { state: 'loading' }, listeners: new Set(), abort: new AbortController() };
  const oldest = [...entries].find(([, { listeners, answer }]) => listeners.size === 0 && answer.state !== 'loading');
  if (entries.size >= KEPT && oldest) entries.delete(oldest[0]);
  entries.set(path, entry);
  request(path, entry);
  return entry;
}

function request(path: string, entry: Entry): void {
  const abort = new AbortController();
  entry.abort = abort;
  entry.answer = { state: 'loading' };
  const settle = (answer: Answer<unknown>) => {
    if (abort.signal.aborted) return;
    entry.answer = answer;
    tell(entry);
    if (answer.state === 'refused' && [429, 503].includes(answer.problem.status)) {
      setTimeout(() => entry.abort === abort && forget(path), (answer.problem.retryAfter ?? 5) * 1000);
    }
  };
  inTurn(abort.signal, () => askJson(path, { signal: abort.signal })).then(
    (value) => settle({ state: 'here', value }),
    (error: unknown) =>
      settle({ state: 'refused', problem: error instanceof ProblemError ? error.problem : UNREACHABLE }),
  );
}

function tell(entry: Entry): void {
  for (const listener of [...entry.listeners]) listener();
}
