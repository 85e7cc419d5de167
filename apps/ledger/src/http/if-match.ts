import { invalidParameters } from './parameters.js';

const REVISION = /^"(\d{1,15})"$/;

/**
 * The revision that an `If-Match` header names: that of the stream's last event, as a strong entity tag.
 * @throws ProblemException 400 for anything else.
 */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const revision = REVISION.exec(header.trim())?.[1];
  if (revision === undefined) {
    const message = 'This must be the revision of the stream in quotation marks, such as "4".';
    throw invalidParameters([{ pointer: 'If-Match', code: 'malformed', message }]);
  }
  return Number(revision);
}
