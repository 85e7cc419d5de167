/** The checkpoints that a ledger signed, and what witnesses put under them. */
import { formatSignature, type Cosignature, type NoteSignature } from '#libs/integrity';
import type { Database } from './database.js';

/** A checkpoint that was given out, or is about to be. */
export interface SignedCheckpoint {
  /** Leaves of the tree. */
  readonly size: number;
  /** The note, with the cosignatures that are known by now. */
  readonly note: string;
  /** RFC 3339 instant in UTC. */
  readonly signedAt: string;
  /** Witnesses that cosigned it. */
  readonly witnesses: number;
}

export class CheckpointStore {
  private readonly statements: ReturnType<typeof prepare>;

  constructor(db: Database) {
    this.statements = prepare(db);
  }

  /** Keeps a checkpoint; the first one of a size stays. */
  add(size: number, note: string, signedAt: string): void {
    this.statements.add.run(size, note, signedAt);
  }

  /** Puts a witness's line under a checkpoint; its newest line stays. */
  cosign(size: number, signature: NoteSignature, { time }: Cosignature): void {
    this.statements.cosign.run(size, signature.name, signature.id, formatSignature(signature), time);
  }

  /** The checkpoint of a size. */
  at(size: number): SignedCheckpoint | null {
    return this.read(this.statements.at.get(size));
  }

  /** The largest checkpoint that at least so many witnesses cosigned. */
  newest(witnesses = 0): SignedCheckpoint | null {
    return this.read(this.statements.newest.get(witnesses));
  }

  /** The smallest checkpoint of at least so many leaves. */
  covering(size: number): SignedCheckpoint | null {
    return this.read(this.statements.covering.get(size));
  }

  /** All of them, the smallest first. */
  *all(): Generator<SignedCheckpoint> {
    for (let next = this.covering(0); next; next = this.covering(next.size + 1)) yield next;
  }

  private read(found: unknown): SignedCheckpoint | null {
    const row = found as Omit<SignedCheckpoint, 'witnesses'> | undefined;
    if (!row) return null;
    const lines = this.statements.cosignatures.all(row.size) as { line: string }[];
    return { ...row, note: row.note + lines.map(({ line }) => line).join(''), witnesses: lines.length };
  }
}

function prepare(db: Database) {
  const checkpoint = 'SELECT size, note, signed_at AS signedAt FROM checkpoint';
  const witnesses = '(SELECT count(*) FROM cosignature WHERE cosignature.size = checkpoint.size)';
  return {
    add: db.prepare('INSERT INTO checkpoint (size, note, signed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    at: db.prepare(`${checkpoint} WHERE size = ?`),
    newest: db.prepare(`${checkpoint} WHERE ${witnesses} >= ? ORDER BY size DESC LIMIT 1`),
    covering: db.prepare(`${checkpoint} WHERE size >= ? ORDER BY size LIMIT 1`),
    cosign: db.prepare(`
      INSERT INTO cosignature (size, witness, key, line, signed_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET line = excluded.line, signed_at = excluded.signed_at
      WHERE excluded.signed_at > signed_at`),
    cosignatures: db.prepare('SELECT line FROM cosignature WHERE size = ? ORDER BY witness, key'),
  };
}
