/** Signed notes (C2SP signed-note): a text, an empty line, and lines with signatures. */
import { fromBase64, toBase64 } from './base64.js';
import { isKeyName, isSignedBy, signWith, type SigningKey, type VerifierKey } from './keys.js';

/** A signature as it stands in a note. */
export interface NoteSignature {
  readonly name: string;
  /** Id of the key in hexadecimal. */
  readonly id: string;
  /** What follows the id. */
  readonly signature: Uint8Array;
}

/** A note that was read; nothing in it is verified. */
export interface Note {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Most signatures that are read. */
const MAX_SIGNATURES = 100;

// eslint-disable-next-line no-control-regex -- control characters are what is refused
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** Reads a note; null when it is none. */
export function parseNote(note: string): Note | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || CONTROL.test(note) || !isUnicode(note) || !note.endsWith('\n')) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return null;
  const signatures = lines.map(parseSignature);
  return signatures.every((signature) => signature !== null) ? { text: note.slice(0, split + 1), signatures } : null;
}

/** Reads a line with a signature, without its newline; null when it is none. */
export function parseSignature(line: string): NoteSignature | null {
  const [dash, name = '', base64 = '', ...more] = line.split(' ');
  const bytes = fromBase64(base64);
  if (dash !== '—' || !isKeyName(name) || !bytes || bytes.byteLength < 5 || more.length > 0) return null;
  return { name, id: Buffer.from(bytes.subarray(0, 4)).toString('hex'), signature: bytes.subarray(4) };
}

/** The line of a signature, with its newline. */
export function formatSignature({ name, id, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(Buffer.from(id, 'hex'), signature)}\n`;
}

/** The note as text. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

/** Signs a text that ends in a newline with an Ed25519 key of the note itself. @throws RangeError */
export function signNote(text: string, key: SigningKey): Note {
  if (!text.endsWith('\n') || CONTROL.test(text) || !isUnicode(text)) {
    throw new RangeError('The text of a note ends in a newline and has no other control characters.');
  }
  if (key.type !== 'ed25519') throw new RangeError('A witness cosigns; this signs.');
  const signature = signWith(key, Buffer.from(text, 'utf8'));
  return { text, signatures: [{ name: key.name, id: key.id, signature }] };
}

/**
 * Whether a key signed a note. Signatures of other keys are passed over; one under the key's name and id that is wrong makes
 * the whole note wrong, whatever else it holds.
 */
export function isNoteSignedBy({ text, signatures }: Note, key: VerifierKey): boolean {
  const own = signatures.filter(({ name, id }) => name === key.name && id === key.id);
  const message = Buffer.from(text, 'utf8');
  return key.type === 'ed25519' && own.length > 0 && own.every(({ signature }) => isSignedBy(key, message, signature));
}

/** Whether a text has UTF-8 bytes of its own: no half of a surrogate pair. */
function isUnicode(text: string): boolean {
  return Buffer.from(text, 'utf8').toString('utf8') === text;
}
