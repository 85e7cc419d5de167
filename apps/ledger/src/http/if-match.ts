import { IF_MATCH, invalidParameters, readIfMatch, type ProblemException } from '#libs/http';

/**
 * The revision that an `If-Match` header names: that of the stream's last event, as a strong entity tag.
 * @throws ProblemException 400 for anything else.
 */
export function readRevision(header: string | undefined): number | undefined {
  const message = 'This must be the revision of the stream in quotation marks, such as "4".';
  const tag = readIfMatch(header, /^"(?:0|[1-9]\d{0,14})"$/, message);
  return tag === undefined ? undefined : Number(tag.slice(1, -1));
}

/** The 400 for an `If-Match` with several events: it would be looked at for none of them. */
export function ifMatchOfSeveral(): ProblemException {
  const message = 'This goes with a single event only. Leave it out for a batch or a stream of lines.';
  return invalidParameters([{ pointer: IF_MATCH, code: 'malformed', message }]);
}
