/** Checkpoints (C2SP tlog-checkpoint): a note that names a log, the size of its tree and its root. */
import { fromBase64, toBase64 } from '../note/base64.js';
import type { SigningKey, VerifierKey } from '../note/keys.js';
import { formatNote, isNoteSignedBy, parseNote, signNote, type Note } from '../note/note.js';
import { HASH_BYTES } from '../tree/hash.js';

/** A tree at a size. */
export interface TreeHead {
  /** Name of the log. */
  readonly origin: string;
  /** Leaves. */
  readonly size: number;
  readonly root: Uint8Array;
}

/** A checkpoint that was read, with what stands under it. */
export interface Checkpoint extends TreeHead {
  readonly note: Note;
}

/** The text of a tree head, as it is signed. */
export function checkpointText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Signs a tree head: the checkpoint as text. */
export function signCheckpoint(head: TreeHead, key: SigningKey): string {
  return formatNote(signNote(checkpointText(head), key));
}

/** Reads a checkpoint; null when it is none. Nothing in it is verified; extension lines are taken and passed over. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const note = parseNote(text);
  if (!note) return null;
  const [origin = '', digits = '', base64 = '', ...more] = note.text.slice(0, -1).split('\n');
  const root = fromBase64(base64);
  const size = Number(digits);
  if (origin === '' || !/^(0|[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(size)) return null;
  if (root?.byteLength !== HASH_BYTES || more.includes('')) return null;
  return { origin, size, root, note };
}

/** Reads a checkpoint of a log and checks its signature: null when it is none, another log's, or not signed by the key. */
export function openCheckpoint(text: string, key: VerifierKey): Checkpoint | null {
  const checkpoint = parseCheckpoint(text);
  return checkpoint && checkpoint.origin === key.name && isNoteSignedBy(checkpoint.note, key) ? checkpoint : null;
}
