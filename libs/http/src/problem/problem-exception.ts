import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { problemType, type Problem, type ProblemError } from './problem.js';

/** What a problem is made of; `type` follows from `code`, `title` from `status` when left out. */
export interface ProblemInit {
  readonly status: number;
  /** Stable, machine readable: kebab-case. */
  readonly code: string;
  readonly title?: string;
  /** What went wrong and what to do about it, in a sentence. No personal data, no values from the request. */
  readonly detail: string;
  readonly errors?: readonly ProblemError[];
  /** Further members of the problem. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Headers that go with it, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in a request; answered as `application/problem+json`. */
export class ProblemException extends HttpException {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(init: ProblemInit) {
    super(init.detail, init.status);
    this.problem = problemOf(init);
    this.headers = init.headers ?? {};
  }
}

/** The problem as sent. */
export function problemOf(init: ProblemInit): Problem {
  return {
    type: problemType(init.code),
    title: init.title ?? STATUS_CODES[init.status] ?? 'Error',
    status: init.status,
    detail: init.detail,
    code: init.code,
    ...(init.errors && init.errors.length > 0 ? { errors: init.errors } : {}),
    ...init.extensions,
  };
}
