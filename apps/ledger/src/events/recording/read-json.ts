import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { hasRepeatedName, whereRepeated } from '#libs/http';
import { KNOWN_NAMES } from '../data/known-names.js';
import { isDeeperThan, MAX_DEPTH } from '../validation/depth.js';
import { Unreadable } from './outcome.js';

/** What may stand before JSON in UTF-8 (RFC 8259 section 8.1 lets a reader pass over it). */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Levels of a body: an event may stand in a list, and of one that is a little too deep its own problem says so. */
const DEEPEST = MAX_DEPTH + 2;

/** Bytes to a JSON value; what is none, is nested too deeply to be handled, or may mean one thing or another, becomes an `Unreadable`. */
export function readJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch {
    return unreadable(bytes, 'This is not JSON in UTF-8.');
  }
  if (isDeeperThan(value, DEEPEST)) {
    return unreadable(bytes, `This must not be nested deeper than ${MAX_DEPTH} levels.`);
  }
  if (!hasRepeatedName(bytes, value)) return value;
  return unreadable(
    bytes,
    'A name stands twice in one object. Send it once.',
    pointerTo(whereRepeated(bytes, DEEPEST)),
  );
}

function unreadable(bytes: Uint8Array, reason: string, pointer?: string): Unreadable {
  return new Unreadable(bytes.byteLength, createHash('sha256').update(bytes).digest('hex'), reason, 400, pointer);
}

/** Nothing where a name on the way is none of the contract's: it may be anything, that of a child too. */
function pointerTo(path: readonly (string | number)[] | null): string | undefined {
  if (path === null || path.some((step) => typeof step === 'string' && !KNOWN_NAMES.has(step))) return undefined;
  return path.map((step) => `/${step}`).join('');
}

/** @throws TypeError for what is no UTF-8 */
function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new TypeError('no UTF-8');
  const marked = bytes[0] === BYTE_ORDER_MARK[0] && BYTE_ORDER_MARK.equals(bytes.subarray(0, BYTE_ORDER_MARK.length));
  const { buffer, byteOffset, byteLength } = bytes;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8', marked ? BYTE_ORDER_MARK.length : 0);
}
