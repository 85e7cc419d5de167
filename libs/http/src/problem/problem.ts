/** RFC 9457 problem details: what every error of the HTTP interface looks like (contract section 4). */

/** One thing wrong with one field. */
export interface ProblemError {
  /** JSON pointer into the body, or the name of the query parameter or header. */
  readonly pointer: string;
  readonly code: string;
  /** What is allowed. Never the value that was sent. */
  readonly message: string;
}

/** The members of a problem as sent. Further members (RFC 9457 extensions) may stand beside them. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly ProblemError[];
  readonly [extension: string]: unknown;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The stable type URI of a problem code. */
export function problemType(code: string): string {
  return `urn:care-ledger:problem:${code}`;
}
