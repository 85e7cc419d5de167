/** Asks the insights API: of a running server, or of the ledger on disk without one. The answers are the same. */
import type { Problem } from '#libs/http';
import { CommandError, UsageError } from '../errors.js';

/** Asks by path, such as `/v1/indicators?x=y`. */
export interface Asker {
  /** @throws UsageError for what was asked wrongly, CommandError for what failed. */
  readonly get: <T>(path: string) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** The answer, or the problem as an error of the command. */
export function answerOf<T>(status: number, body: string): T {
  if (status < 300) return JSON.parse(body) as T;
  if (status === 404)
    throw new UsageError('There is no such indicator: care-ledger indicator list shows those there are.');
  const problem = problemOf(body);
  const lines = [problem?.detail ?? `The server answered ${status}.`];
  for (const { pointer, message } of problem?.errors ?? []) lines.push(`  ${parameterOf(pointer)}: ${message}`);
  const Failure = status === 400 ? UsageError : CommandError;
  throw new Failure(lines.join('\n'));
}

function problemOf(body: string): Partial<Problem> | null {
  try {
    return JSON.parse(body) as Partial<Problem>;
  } catch {
    return null;
  }
}

/** The parameter that an error of a question points at. */
function parameterOf(pointer: string | undefined): string {
  return pointer?.split('/').at(-1) ?? '';
}
