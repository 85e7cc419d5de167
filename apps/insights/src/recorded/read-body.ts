import { parseJson, ProblemException } from '#libs/http';

/**
 * A JSON object from the bytes of a body.
 *
 * @param limit most bytes taken
 * @throws ProblemException 413 `too-large`; 400 `malformed` for what is no JSON object
 */
export function readBody(body: unknown, limit: number): Readonly<Record<string, unknown>> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (bytes.byteLength > limit) {
    const detail = `The body is too large: at most ${limit / 1024} KiB are taken here.`;
    throw new ProblemException({ status: 413, code: 'too-large', detail });
  }
  const value = parseJson(bytes);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  const detail = 'The body must be a JSON object.';
  throw new ProblemException({
    status: 400,
    code: 'malformed',
    detail,
    errors: [{ pointer: '', code: 'malformed', message: detail }],
  });
}
