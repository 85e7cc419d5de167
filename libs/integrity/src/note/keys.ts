/** Keys of signed notes (C2SP signed-note): Ed25519, named, and written as one line of text. */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256 } from '../tree/hash.js';
import { fromBase64, toBase64 } from './base64.js';

/** What a key signs: a note as it is, or (witnesses) a note with the time it was seen. */
export type SignatureType = 'ed25519' | 'cosignature/v1';

const TYPE_BYTES: Readonly<Record<SignatureType, number>> = { ed25519: 0x01, 'cosignature/v1': 0x04 };

const KEY_BYTES = 32;

/** DER around a raw Ed25519 private key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Who signs, in public. */
export interface VerifierKey {
  /** Name of the signer; that of a log is its origin. */
  readonly name: string;
  readonly type: SignatureType;
  /** First four bytes of a hash over name, type and key, in hexadecimal. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Who signs, with the secret. */
export interface SigningKey extends VerifierKey {
  readonly secret: KeyObject;
  /** 32 bytes: the secret itself. */
  readonly seed: Uint8Array;
}

/** Whether a text can name a key: no spaces, no plus, not empty. */
export function isKeyName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  return name !== '' && !/[\s+\u0000-\u001f\u007f\u0085]/u.test(name);
}

/** The signing key of a name and 32 secret bytes. @throws RangeError */
export function signingKeyOf(name: string, seed: Uint8Array, type: SignatureType = 'ed25519'): SigningKey {
  if (!isKeyName(name)) throw new RangeError('The name of a key is not empty and has neither spaces nor plus signs.');
  if (seed.byteLength !== KEY_BYTES) throw new RangeError(`A signing key has ${KEY_BYTES} bytes.`);
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(secret).export({ format: 'jwk' }) as { x: string };
  return { ...verifierKeyOf(name, Buffer.from(x, 'base64url'), type), secret, seed };
}

/** The public key of a name and 32 bytes. @throws RangeError */
export function verifierKeyOf(name: string, publicKey: Uint8Array, type: SignatureType = 'ed25519'): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('The name of a key is not empty and has neither spaces nor plus signs.');
  if (publicKey.byteLength !== KEY_BYTES) throw new RangeError(`An Ed25519 key has ${KEY_BYTES} bytes.`);
  const hash = sha256(Buffer.from(`${name}\n`, 'utf8'), Buffer.of(TYPE_BYTES[type]), publicKey);
  return { name, type, id: Buffer.from(hash.subarray(0, 4)).toString('hex'), publicKey };
}

/** `name+id+key`, as it is given to whoever verifies. */
export function formatVerifierKey({ name, type, id, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(Buffer.of(TYPE_BYTES[type]), publicKey)}`;
}

/** Reads `name+id+key`; null when it is none, of another type, or its id is not that of the key. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const read = parts(text, verifierKeyOf);
  return read && formatVerifierKey(read) === text ? read : null;
}

/** `PRIVATE+KEY+name+id+key`, the form of golang.org/x/mod/sumdb/note; secret. */
export function formatSigningKey({ name, type, id, seed }: SigningKey): string {
  return `PRIVATE+KEY+${name}+${id}+${toBase64(Buffer.of(TYPE_BYTES[type]), seed)}`;
}

/** Reads `PRIVATE+KEY+name+id+key`; null when it is none, of another type, or its id is not that of the key. */
export function parseSigningKey(text: string): SigningKey | null {
  const prefix = 'PRIVATE+KEY+';
  if (!text.startsWith(prefix)) return null;
  const read = parts(text.slice(prefix.length), signingKeyOf);
  return read && formatSigningKey(read) === text ? read : null;
}

/** Ed25519 signature (RFC 8032) of a message. */
export function signWith({ secret }: SigningKey, message: Uint8Array): Uint8Array {
  return sign(null, message, secret);
}

/** Whether a signature of a message is of this key. */
export function isSignedBy({ publicKey }: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, message, key, signature);
}

function parts<K>(text: string, make: (name: string, key: Uint8Array, type: SignatureType) => K): K | null {
  const [name = '', , ...rest] = text.split('+');
  const bytes = fromBase64(rest.join('+')); // base64 may have plus signs of its own
  const type = (Object.keys(TYPE_BYTES) as SignatureType[]).find((known) => TYPE_BYTES[known] === bytes?.[0]);
  if (!bytes || type === undefined || bytes.byteLength !== 1 + KEY_BYTES || !isKeyName(name)) return null;
  return make(name, bytes.subarray(1), type);
}
