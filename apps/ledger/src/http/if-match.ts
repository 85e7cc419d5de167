import type { ProblemException } from '#libs/http';
import { invalidParameters } from './parameters.js';

const REVISION = /^"(\d{1,15})"$/;

/**
 * The revision that an `If-Match` header names: that of the stream's last event, as a strong entity tag.
 * @throws ProblemException 400 for anything else.
 */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const revision = REVISION.exec(header.trim())?.[1];
  if (revision === undefined) throw refusal('This must be the revision of the stream in quotation marks, such as "4".');
  return Number(revision);
}

/** The 400 for an `If-Match` with several events: it would be looked at for none of them. */
export function ifMatchOfSeveral(): ProblemException {
  return refusal('This goes with a single event only. Leave it out for a batch or a stream of lines.');
}

function refusal(message: string): ProblemException {
  return invalidParameters([{ pointer: 'If-Match', code: 'malformed', message }]);
}
