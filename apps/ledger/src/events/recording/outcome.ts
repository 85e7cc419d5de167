/** What becomes of an event that is sent in. */
import type { Problem } from '#libs/http';
import type { Writer } from '../../scope/writer.js';

/** Proof that an event is in the ledger (contract section 4). */
export interface Receipt {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** Place in the ledger. */
  readonly position: string;
  /** RFC 3339 instant in UTC. */
  readonly recordedAt: string;
  /** Hash of the event's leaf in the tree of proofs, base 64: what a proof of inclusion leads from. */
  readonly leafHash: string;
}

export interface Recorded {
  readonly status: 'recorded' | 'duplicate';
  readonly receipt: Receipt;
}

export interface Rejected {
  readonly status: 'rejected';
  readonly problem: Problem;
}

export type Outcome = Recorded | Rejected;

/** One event that is sent in. */
export interface Submission {
  /** A JSON value, or what could not be read as one. */
  readonly raw: unknown;
  /** The revision that the stream must have: `If-Match`. */
  readonly ifMatch?: number;
  /** Who sends it; null or left out where there are no limits. */
  readonly writer?: Writer | null;
}

/** Stands for bytes that are no JSON: of these only length and hash are kept. */
export class Unreadable {
  constructor(
    readonly bytes: number,
    /** Hexadecimal. */
    readonly sha256: string,
    /** What is wrong with them. */
    readonly reason: string,
    /** 400 `malformed`, or 413 `too-large`. */
    readonly status: 400 | 413 = 400,
    /** JSON pointer to what is wrong, where one part is. */
    readonly pointer?: string,
  ) {}
}
