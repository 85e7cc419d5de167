/** What a log sends to a witness (C2SP tlog-witness, `add-checkpoint`). */
import { fromBase64, toBase64 } from '../note/base64.js';
import { HASH_BYTES } from '../tree/hash.js';

export interface WitnessRequest {
  /** Size of the last tree that the witness cosigned; 0 for none. */
  readonly old: number;
  /** Consistency proof from there. */
  readonly proof: readonly Uint8Array[];
  /** The checkpoint, as it is published. */
  readonly checkpoint: string;
}

/** The body of the request. */
export function formatWitnessRequest({ old, proof, checkpoint }: WitnessRequest): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`;
}

/** Reads the body; null when it is none. */
export function parseWitnessRequest(body: string): WitnessRequest | null {
  const split = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  const digits = /^old (0|[1-9]\d*)$/.exec(first)?.[1];
  const proof = lines.map(fromBase64);
  if (split < 0 || digits === undefined || !Number.isSafeInteger(Number(digits)) || proof.length > 63) return null;
  if (!proof.every((hash) => hash?.byteLength === HASH_BYTES)) return null;
  return { old: Number(digits), proof: proof as Uint8Array[], checkpoint: body.slice(split + 2) };
}
