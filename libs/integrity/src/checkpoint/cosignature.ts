/** Cosignatures of witnesses (C2SP tlog-cosignature, `cosignature/v1`): that at a time this was the largest tree seen of a log. */
import { isSignedBy, signWith, type SigningKey, type VerifierKey } from '../note/keys.js';
import type { Note, NoteSignature } from '../note/note.js';

/** A cosignature that holds. */
export interface Cosignature {
  readonly witness: string;
  /** Id of the witness's key in hexadecimal. */
  readonly id: string;
  /** When the witness signed, in seconds since 1970. */
  readonly time: number;
}

const TIME_BYTES = 8;

/** A witness's signature of a checkpoint. @param text of the checkpoint, with its last newline. @param time in seconds. */
export function cosign(text: string, time: number, key: SigningKey): NoteSignature {
  if (key.type !== 'cosignature/v1') throw new RangeError('This key signs notes; a witness has one of its own type.');
  const timestamp = Buffer.alloc(TIME_BYTES);
  timestamp.writeBigUInt64BE(BigInt(time));
  return {
    name: key.name,
    id: key.id,
    signature: Buffer.concat([timestamp, signWith(key, messageOf(text, BigInt(time)))]),
  };
}

/** The cosignatures of known witnesses under a note: those that hold. One that is wrong is left out, as one of a stranger is. */
export function cosignaturesOf({ text, signatures }: Note, witnesses: readonly VerifierKey[]): Cosignature[] {
  return witnesses.flatMap((key) => {
    const own = signatures.filter(({ name, id }) => name === key.name && id === key.id);
    const times = own.map((signature) => cosignedAt(text, signature, key));
    const first = times.find((time) => time !== null);
    return first === undefined ? [] : [{ witness: key.name, id: key.id, time: first }];
  });
}

/** When a witness cosigned a text, in seconds since 1970; null when the signature is not its cosignature. */
export function cosignedAt(text: string, { signature }: NoteSignature, key: VerifierKey): number | null {
  if (key.type !== 'cosignature/v1' || signature.byteLength <= TIME_BYTES) return null;
  const time = Buffer.from(signature).readBigUInt64BE();
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return isSignedBy(key, messageOf(text, time), signature.subarray(TIME_BYTES)) ? Number(time) : null;
}

function messageOf(text: string, time: bigint): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`, 'utf8');
}
