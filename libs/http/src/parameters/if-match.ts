import { invalidParameters } from './invalid-parameters.js';

/** The header's name, as errors point at it. */
export const IF_MATCH = 'If-Match';

/**
 * The entity tag that an `If-Match` header names, quotation marks included.
 *
 * @param form what tags of this resource look like
 * @param message what is allowed, for the error
 * @throws ProblemException 400 for anything else
 */
export function readIfMatch(header: string | undefined, form: RegExp, message: string): string | undefined {
  const tag = header?.trim();
  if (tag === undefined || form.test(tag)) return tag;
  throw invalidParameters([{ pointer: IF_MATCH, code: 'malformed', message }]);
}
