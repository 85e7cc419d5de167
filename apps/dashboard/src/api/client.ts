/** Asks the server over its public HTTP interface, always of the same origin. */
import { problemOf, ProblemError, UNREACHABLE } from './problem.js';
import { readToken } from './token.js';

export interface AskOptions {
  readonly accept?: string;
  readonly signal?: AbortSignal;
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/**
 * One request; the answer is a success.
 * @throws ProblemError for a refusal, and when nothing answers; the abort of `signal` as it is
 */
export async function ask(
  path: string,
  { accept = 'application/json', signal, method, body }: AskOptions = {},
): Promise<Response> {
  const token = readToken();
  const response = await fetch(path, {
    method,
    signal,
    headers: {
      accept,
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ProblemError(UNREACHABLE);
  });
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return response;
}

/** Asks for JSON. The caller names its type, which `types.spec.ts` holds against the server's description. */
export async function askJson<T>(path: string, options: AskOptions = {}): Promise<T> {
  return (await (await ask(path, options)).json()) as T;
}
