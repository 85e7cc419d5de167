/** Query parameters: every one is known and possible, or the answer is a 400 that names each that is not. */
import { invalidParameters, type ProblemError } from '#libs/http';
import { isPosition } from '#libs/event-store';

/** Reads one parameter's text, or says what is allowed by throwing `Impossible`. */
export type ParameterReader<T> = (text: string) => T;

/** Thrown by a reader; the message says what is allowed. */
export class Impossible extends Error {}

/** Values by name; undefined for what was not sent. */
export type ReadParameters<R extends Record<string, ParameterReader<unknown>>> = {
  readonly [N in keyof R]: ReturnType<R[N]> | undefined;
};

/**
 * Reads all parameters of a query.
 * @throws ProblemException 400 `invalid-parameters`
 */
export function readParameters<R extends Record<string, ParameterReader<unknown>>>(
  sent: Readonly<Record<string, unknown>>,
  readers: R,
): ReadParameters<R> {
  const errors: ProblemError[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(sent)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!reader) errors.push(unknown(name, Object.keys(readers)));
    else if (typeof text !== 'string') errors.push(impossible(name, 'Send this parameter once.'));
    else {
      try {
        values[name] = reader(text);
      } catch (error) {
        if (!(error instanceof Impossible)) throw error;
        errors.push(impossible(name, error.message));
      }
    }
  }
  if (errors.length > 0) throw invalidParameters(errors);
  return values as ReadParameters<R>;
}

function unknown(name: string, known: readonly string[]): ProblemError {
  const message = known.length === 0 ? 'No parameters are taken here.' : `Known parameters are ${known.join(', ')}.`;
  return { pointer: name, code: 'unknown-parameter', message };
}

function impossible(name: string, message: string): ProblemError {
  return { pointer: name, code: 'malformed', message };
}

/** Most items on a page. */
export const MAX_LIMIT = 1_000;

/** Items on a page when nothing is said. */
export const DEFAULT_LIMIT = 100;

export const limitReader: ParameterReader<number> = (text) => {
  const limit = Number(text);
  if (!/^\d{1,4}$/.test(text) || limit < 1 || limit > MAX_LIMIT) {
    throw new Impossible(`This must be a whole number from 1 to ${MAX_LIMIT}.`);
  }
  return limit;
};

export const positionReader: ParameterReader<string> = (text) => {
  if (!isPosition(text)) throw new Impossible('This must be a position as the ledger gave it.');
  return text;
};
