import { ProblemException, type ProblemInit } from './problem-exception.js';

/**
 * A 503 that says when to come back.
 *
 * @param retryAfterSeconds rounded up to whole seconds, at least 1
 * @param extensions further members of the problem
 */
export function unavailable(
  code: string,
  detail: string,
  retryAfterSeconds: number,
  extensions?: ProblemInit['extensions'],
): ProblemException {
  const seconds = Math.max(1, Math.ceil(retryAfterSeconds));
  return new ProblemException({ status: 503, code, detail, extensions, headers: { 'retry-after': String(seconds) } });
}
