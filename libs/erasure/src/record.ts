/** What the ledger keeps of an erasure, or of a request that was refused: events of streams of their own, not sealed. */
import { canonicalBytes, eventIdOf } from '#libs/codec';
import type { NewEvent, StoredEvent } from '#libs/event-store';
import { TYPE_PREFIX } from '#libs/trajectory';
import { isGround, isReason, type ErasureGround, type RefusalReason } from './codes.js';

/** A person was erased. Nothing of it tells who: the names of streams are opaque. */
export interface Erasure {
  readonly decision: 'erased';
  /** UUID. */
  readonly id: string;
  readonly ground: ErasureGround;
  /** The day it was decided, Amsterdam. */
  readonly decidedOn: string;
  /** Names of all streams whose keys were destroyed, ascending. */
  readonly streams: readonly string[];
  /** Those of them that are the person's own, one for each pseudonym. */
  readonly clients: readonly string[];
}

/** A request was considered and refused. */
export interface Refusal {
  readonly decision: 'refused';
  readonly id: string;
  readonly ground: ErasureGround;
  readonly reason: RefusalReason;
  readonly decidedOn: string;
  /** Name of the client's own stream, by which the key vault still knows the client, until it is erased. */
  readonly client: string;
}

export type Decision = Erasure | Refusal;

/** A decision with its place in the ledger. */
export type RecordedDecision = Decision & { readonly position: string; readonly recordedAt: string };

const TYPES = { erased: `${TYPE_PREFIX}person-erased`, refused: `${TYPE_PREFIX}erasure-refused` } as const;

/** The event types of decisions. */
export const DECISION_TYPES: readonly string[] = Object.values(TYPES);

/** A sender cannot have this source: it is no URI reference. */
const SOURCE = 'care-ledger erasure';

/** A decision as an event, and the stream it goes to. The same decision always gives the same bytes. */
export function encodeDecision(decision: Decision): { readonly stream: string; readonly event: NewEvent } {
  const { id } = decision;
  const envelope = { schemaVersion: 1, encoding: 'plain', source: SOURCE, id, subject: id };
  return {
    stream: `erasure-${id}`,
    event: {
      id: eventIdOf({ source: SOURCE, id }),
      type: TYPES[decision.decision],
      data: canonicalBytes(decision),
      metadata: canonicalBytes(envelope),
    },
  };
}

/**
 * Reads a decision back.
 * @returns null for any other event
 * @throws Error naming the position when it cannot be read: leaving it out would bring a person back
 */
export function decodeDecision(stored: StoredEvent): RecordedDecision | null {
  if (!DECISION_TYPES.includes(stored.type) || !stored.stream.startsWith('erasure-')) return null;
  const decision = parseDecision(Buffer.from(stored.data).toString('utf8'));
  if (decision) return { ...decision, position: stored.position, recordedAt: stored.recordedAt };
  throw new Error(`The decision at position ${stored.position} cannot be read: it is damaged, or of a newer version.`);
}

/** A decision from JSON text, such as a line of the register; null when it is none. */
export function parseDecision(text: string): Decision | null {
  let value: Partial<Record<string, unknown>>;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return null;
  }
  const { decision, id, ground, decidedOn, streams, clients, reason, client } = value ?? {};
  if (typeof id !== 'string' || !isGround(ground) || typeof decidedOn !== 'string') return null;
  if (decision === 'erased' && isTexts(streams) && isTexts(clients)) {
    return { decision, id, ground, decidedOn, streams, clients };
  }
  return decision === 'refused' && isReason(reason) && typeof client === 'string'
    ? { decision, id, ground, reason, decidedOn, client }
    : null;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
