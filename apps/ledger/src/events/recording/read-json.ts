import { createHash } from 'node:crypto';
import { isDeeperThan, MAX_DEPTH } from '../validation/depth.js';
import { Unreadable } from './outcome.js';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes to a JSON value; what is none, or is nested too deeply to be handled, becomes an `Unreadable`. */
export function readJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(strictUtf8.decode(bytes));
  } catch {
    return unreadable(bytes, 'This is not JSON in UTF-8.');
  }
  return isDeeperThan(value, MAX_DEPTH + 2)
    ? unreadable(bytes, `This must not be nested deeper than ${MAX_DEPTH} levels.`)
    : value;
}

function unreadable(bytes: Uint8Array, reason: string): Unreadable {
  return new Unreadable(bytes.byteLength, createHash('sha256').update(bytes).digest('hex'), reason);
}
