import { invalidParameters } from './invalid-parameters.js';

/**
 * The entity tag that an `If-Match` header names, quotation marks included, or `*`.
 * @throws ProblemException 400 for anything else
 */
export function readIfMatch(header: string | undefined): string | undefined {
  const tag = header?.trim();
  if (tag === undefined || tag === '*' || /^"[\w-]{1,64}"$/.test(tag)) return tag;
  const message = 'Give one ETag as the indicator was answered with, in quotation marks, or *.';
  throw invalidParameters([{ parameter: 'If-Match', code: 'malformed', message }]);
}
