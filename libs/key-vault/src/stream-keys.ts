/** The key of a stream, and the forms it is kept and found in. */
import type { StreamKey } from '#libs/privacy';
import { keptBesideOthers } from './side-by-side.js';

/** Length of each of the two secrets of a key. */
export const SECRET_BYTES = 32;

/** What a key's wrapping is bound to: a row cannot stand in for another. */
export function purposeOf(stream: string): string {
  return `care-ledger stream key 1\n${stream}`;
}

/** What is wrapped of a key: its secrets, then its subject. */
export function plainOf({ secret, nonceSecret, subject }: StreamKey): Buffer {
  return Buffer.concat([secret, nonceSecret, Buffer.from(subject)]);
}

/** The key of a stream. @param bytes begin with its secrets */
export function keyOf(stream: string, bytes: Buffer, subject: string): StreamKey {
  const secrets = keptBesideOthers(bytes.subarray(0, 2 * SECRET_BYTES));
  return {
    stream,
    kind: stream.slice(0, stream.indexOf('-')),
    subject,
    secret: secrets.subarray(0, SECRET_BYTES),
    nonceSecret: secrets.subarray(SECRET_BYTES),
  };
}

/** What a subject is found by. */
export function subjectKey(kind: string, subject: string): string {
  return `subject\n${kind}\n${subject}`;
}
