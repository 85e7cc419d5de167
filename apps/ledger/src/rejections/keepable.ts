/** What of a refused event may be kept: no BSN, and nothing of what could not be read. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '#libs/codec';
import { ERASED, isBsn, replaceBsns, type Pseudonymiser } from '#libs/privacy';
import { EVENT_TYPES, eventNameOf } from '#libs/trajectory';
import { isObject } from '../events/data/rules.js';
import { Unreadable } from '../events/recording/outcome.js';
import { isDeeperThan, MAX_DEPTH } from '../events/validation/depth.js';

/** Longest JSON text of an event that is kept. */
const KEPT_BYTES = 256 * 1024;

export interface Keepable {
  /** JSON text with BSNs replaced, or null when only length and hash are kept. */
  readonly event: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly source: string | null;
  readonly eventId: string | null;
  readonly type: string | null;
  /** The same for the same content. */
  readonly fingerprint: string;
}

/**
 * Reduces what was sent to what is kept of it.
 * @param code of the problem it was refused with: of what was erased nothing is kept again
 */
export function keepableOf(raw: unknown, pseudonymiser: Pseudonymiser, code?: string): Keepable {
  if (raw instanceof Unreadable) return withoutContent(raw.bytes, raw.sha256);
  if (isDeeperThan(raw, MAX_DEPTH)) return ofDeep(raw);
  const kept = withoutBsns(raw, pseudonymiser);
  const text = JSON.stringify(kept) ?? 'null';
  if (code === ERASED) return withoutContent(0, sha256(''));
  if (Buffer.byteLength(text) > KEPT_BYTES) return withoutContent(Buffer.byteLength(text), sha256(text));
  const attributes = isObject(kept) ? kept : {};
  return {
    event: text,
    bytes: null,
    sha256: null,
    source: shortText(attributes['source'], 256),
    eventId: shortText(attributes['id'], 128),
    type: shortText(attributes['type'], 128),
    fingerprint: sha256(orderedText(kept) ?? text),
  };
}

/** What is nested very deeply has no JSON text that can be made; the depth of what a request brings is bounded before. */
function ofDeep(raw: unknown): Keepable {
  try {
    const text = JSON.stringify(raw);
    return withoutContent(Buffer.byteLength(text), sha256(text));
  } catch {
    return withoutContent(0, sha256(''));
  }
}

function withoutContent(bytes: number, hash: string): Keepable {
  const unknown = { source: null, eventId: null, type: null };
  return { event: null, bytes, sha256: hash, ...unknown, fingerprint: sha256(`${bytes}:${hash}`) };
}

/**
 * A number, such as `123456782`, may pass the elfproef by chance: the key and the id of a trajectory, measure or
 * probation stay as they are, as in an event that is recorded. Changed, the kept event would be recorded as another one.
 * Of what is no event of a known type, nine digits alone do not stay.
 */
function withoutBsns(raw: unknown, pseudonymiser: Pseudonymiser): unknown {
  const kept = replaceBsns(raw, pseudonymiser);
  if (!isObject(raw) || !isObject(kept)) return kept;
  const name = typeof raw['type'] === 'string' ? eventNameOf(raw['type']) : null;
  const kind = name === null ? 'any' : EVENT_TYPES[name].kind;
  const ids = kind === 'any' || kind === 'client' ? ['source', 'id'] : ['source', 'id', 'subject'];
  const whole = ids.filter((member) => typeof raw[member] === 'string' && (name !== null || !isBsn(raw[member])));
  return { ...kept, ...Object.fromEntries(whole.map((member) => [member, raw[member]])) };
}

/** RFC 8785 form, or null for what has none (half a surrogate pair). */
function orderedText(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}

function shortText(value: unknown, length: number): string | null {
  return typeof value === 'string' && value.length <= length ? value : null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
