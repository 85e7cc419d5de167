/** A refusal or failure, as `application/problem+json` (RFC 9457) or as what the browser says when nothing answered. */
export interface Problem {
  /** HTTP status; 0 = no answer at all. */
  readonly status: number;
  /** Stable code of the server; `unreachable` when nothing answered. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** What is wrong with which field or parameter. */
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
  /** Further members that the server gives with this code. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Seconds after which it is worth asking again; null when the server does not say. */
  readonly retryAfter: number | null;
}

/** An answer that is no success. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** Reads the problem from an answer; one without problem+json keeps its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<Problem> & Record<string, unknown>;
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  return {
    status: response.status,
    code: body.code ?? `http-${response.status}`,
    title: body.title ?? response.statusText,
    detail: body.detail ?? '',
    errors: body.errors ?? [],
    extensions: body,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
  };
}

/** The problem that stands for no answer at all. */
export const UNREACHABLE: Problem = {
  status: 0,
  code: 'unreachable',
  title: '',
  detail: '',
  errors: [],
  extensions: {},
  retryAfter: null,
};
