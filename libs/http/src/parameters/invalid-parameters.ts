import type { ProblemError } from '../problem/problem.js';
import { ProblemException } from '../problem/problem-exception.js';

/** The 400 for parameters or headers that cannot be; `pointer` is the name of each. */
export function invalidParameters(errors: readonly ProblemError[]): ProblemException {
  return new ProblemException({
    status: 400,
    code: 'invalid-parameters',
    title: 'Unknown or impossible parameters',
    detail: `Mend or leave out: ${[...new Set(errors.map(({ pointer }) => pointer))].join(', ')}.`,
    errors,
  });
}
