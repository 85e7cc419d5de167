import { createHmac } from 'node:crypto';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { LRUCache } from 'lru-cache';
import { base32, ERASED, hmacSha256, type DestroyedKey, type KeyVault, type StreamKey } from '#libs/privacy';
import { circlesOf } from './circles.js';
import { KeyVaultError } from './errors.js';
import { SqliteBsnVault } from './sqlite-bsn-vault.js';
import { randomBytes } from './random.js';
import { inTransaction, prepareStatements } from './statements.js';
import { keyOf, plainOf, purposeOf, SECRET_BYTES, subjectKey } from './stream-keys.js';
import { Writable } from './unavailable.js';
import type { VaultWriter } from './vault-writer.js';
import {
  blindingLock,
  closeConnection,
  IN_MEMORY,
  openConnection,
  prepare,
  putSetting,
  relock,
  setting,
} from './schema.js';
import { unwrap, wrap } from './wrapping.js';

/** How long a key may be used after another process destroyed it, in ms; writing looks every time. */
const STALE_MS = 500;

/** 128 bits at random: no two streams of any ledger share a name. */
const NAME_BYTES = 16;

/** What new keys are made of, before they are saved. */
interface Fresh {
  readonly key: StreamKey;
  readonly lookup: Buffer;
}

/** What a call saves. */
interface Taken {
  readonly fresh: readonly Fresh[];
  readonly notes: readonly (readonly [client: string, stream: string])[];
  /** Streams whose keys must be there already. */
  readonly old: readonly string[];
}

/** How much of the vault is kept in memory. */
export interface AtHand {
  /** Unwrapped keys. */
  readonly keys: number;
  /** Pages of the file, in KiB. */
  readonly pagesKiB: number;
}

/** A vault's file, and the key that opens it. */
export interface VaultPlace {
  readonly path: string;
  readonly masterKey: Uint8Array;
}

/** The vault in a file that several processes of one machine may have open. */
export class SqliteKeyVault implements KeyVault {
  readonly bsns: SqliteBsnVault | null;
  private readonly db: DatabaseSyncInstance;
  private readonly statements: ReturnType<typeof prepareStatements>;
  private readonly blinding: Uint8Array;
  private readonly byName: LRUCache<string, StreamKey>;
  private readonly bySubject: LRUCache<string, StreamKey>;
  private readonly fresh = new Map<string, Fresh>();
  private readonly freshBySubject = new Map<string, StreamKey>();
  /** Keys that are being saved. */
  private readonly saving = new Map<string, StreamKey>();
  private readonly savingBySubject = new Map<string, StreamKey>();
  private readonly noted = new Map<string, Set<string>>();
  private lookedAt = 0;
  private destructions = 0;
  /** Grows whenever the keys at hand are forgotten. */
  private forgotten = 0;
  private lock: Uint8Array;
  private readonly writer: VaultWriter;
  private readonly writable: Writable;
  /** The last save: one at a time. */
  private turn: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly path: string,
    private master: Uint8Array,
    private readonly now: () => number,
    atHand: AtHand,
    makeWriter: (db: DatabaseSyncInstance) => VaultWriter,
    bsnVault?: string,
  ) {
    this.byName = new LRUCache({ max: atHand.keys });
    this.bySubject = new LRUCache({ max: atHand.keys });
    this.db = openConnection(path, atHand.pagesKiB);
    try {
      this.blinding = prepare(this.db, master);
      this.statements = prepareStatements(this.db);
      this.lock = blindingLock(this.db);
      this.writer = makeWriter(this.db);
      this.writable = new Writable(this.db, 'key vault');
      this.destructions = this.countDestroyed();
      this.bsns = bsnVault === undefined ? null : new SqliteBsnVault(bsnVault, this);
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  /** What another thread of this process opens it by; null when it is in memory. */
  get place(): VaultPlace | null {
    return this.path === IN_MEMORY ? null : { path: this.path, masterKey: this.master };
  }

  find(kind: string, subject: string): StreamKey | null {
    this.refresh();
    const name = subjectKey(kind, subject);
    return this.bySubject.get(name) ?? this.stored(this.lookupOf(name));
  }

  obtain(kind: string, subject: string): StreamKey {
    const name = subjectKey(kind, subject);
    this.refresh();
    const known = this.freshBySubject.get(name) ?? this.savingBySubject.get(name) ?? this.bySubject.get(name);
    if (known) return known;
    const lookup = this.lookupOf(name);
    const stored = this.stored(lookup);
    if (stored) return stored;
    const random = randomBytes(NAME_BYTES + 2 * SECRET_BYTES);
    const key = keyOf(`${kind}-${base32(random.subarray(0, NAME_BYTES))}`, random.subarray(NAME_BYTES), subject);
    this.fresh.set(key.stream, { key, lookup });
    this.freshBySubject.set(name, key);
    return key;
  }

  byStream(stream: string): StreamKey | typeof ERASED | null {
    this.refresh();
    const known = this.byName.get(stream) ?? this.fresh.get(stream)?.key ?? this.saving.get(stream);
    if (known) return known;
    const row = this.statements.byName.get(stream) as KeyRow | undefined;
    if (row) return this.remember(this.opened(row));
    return this.statements.isDestroyed.get(stream) ? ERASED : null;
  }

  isNew(stream: string): boolean {
    return this.fresh.has(stream);
  }

  noteClient(stream: string, client: string): void {
    const clients = this.noted.get(stream);
    if (clients) clients.add(client);
    else this.noted.set(stream, new Set([client]));
  }

  save(streams: Iterable<string>): Promise<boolean> {
    const taken = this.takeNew(streams);
    const saved = this.turn.then(() => this.saveTaken(taken));
    this.turn = saved.catch(() => false);
    return saved;
  }

  holds(streams: Iterable<string>): boolean {
    this.refresh(true);
    return [...streams].every((stream) => this.isHeld(stream));
  }

  fault(): string | null {
    return this.writable.fault() ?? this.bsns?.fault() ?? null;
  }

  forgetNew(): void {
    this.fresh.clear();
    this.freshBySubject.clear();
    this.noted.clear();
  }

  /** Tells for a stream, by its name, the circle of streams that may concern the same person; of one circle the text is the same. */
  circles(): (stream: string) => string {
    return circlesOf(this.db);
  }

  streamsNaming(clients: Iterable<string>): readonly string[] {
    const wanted = [...clients];
    const rows = this.statements.naming.all(JSON.stringify(wanted)) as unknown as { stream: string }[];
    return [...new Set([...wanted.filter((client) => this.isHeld(client)), ...rows.map(({ stream }) => stream)])];
  }

  destroy(streams: readonly string[], at: string): number {
    // First: a crash after it leaves keys, by which the erasure is known to be unfinished.
    this.bsns?.destroy(streams);
    const destroyed = inTransaction(this.db, () => {
      let count = 0;
      for (const stream of streams) {
        count += Number(this.statements.remove.run(stream).changes);
        this.statements.forget.run(stream, stream);
        this.statements.destroyed.run(stream, at);
      }
      return count;
    });
    this.forgetAll();
    this.emptyLog();
    return destroyed;
  }

  *destroyed(): Iterable<DestroyedKey> {
    yield* this.statements.listDestroyed.all() as unknown as DestroyedKey[];
  }

  lastDestruction(): number {
    this.refresh(true);
    return this.destructions;
  }

  blind(text: string): Buffer {
    return hmacSha256(this.blinding, text);
  }

  holdsKey(name: string, key: Uint8Array): boolean {
    const value = checkValue(name, key);
    return inTransaction(this.db, () => {
      const known = setting(this.db, `check ${name}`);
      if (known === null) putSetting(this.db, `check ${name}`, value);
      return known === null || value.equals(known);
    });
  }

  /** Makes another key the one that `holdsKey` asks for. */
  replaceKey(name: string, key: Uint8Array): void {
    putSetting(this.db, `check ${name}`, checkValue(name, key));
  }

  /** Every subject of a kind whose key is held. */
  *subjects(kind: string): Iterable<string> {
    for (const row of this.statements.all.all() as unknown as KeyRow[]) {
      if (row.stream.startsWith(`${kind}-`)) yield this.opened(row).subject;
    }
  }

  /** Locks every key under another master key, in one transaction; the former one opens nothing afterwards. */
  changeMaster(master: Uint8Array): number {
    const count = inTransaction(this.db, () => {
      const rows = this.statements.all.all() as unknown as KeyRow[];
      for (const row of rows) {
        const key = this.opened(row);
        this.statements.rewrap.run(wrap(master, purposeOf(key.stream), plainOf(key)), row.stream);
      }
      relock(this.db, master, this.blinding);
      return rows.length;
    });
    this.master = master;
    this.lock = blindingLock(this.db);
    this.emptyLog();
    return count;
  }

  /** Whether there is any key, destroyed ones included: else no sealed event was ever recorded. */
  get isEmpty(): boolean {
    return this.statements.any.get() === undefined;
  }

  close(): void {
    if (!this.db.isOpen) return;
    this.forgetAll();
    this.writer.close();
    this.bsns?.close();
    closeConnection(this.db);
  }

  /** What is new of these streams and of the clients they name, and those of them that are not; forgets all else that is new. */
  private takeNew(streams: Iterable<string>): Taken {
    const wanted = new Set(streams);
    const notes: [client: string, stream: string][] = [];
    for (const stream of wanted) for (const client of this.noted.get(stream) ?? []) notes.push([client, stream]);
    for (const [client] of notes) wanted.add(client);
    const fresh: Fresh[] = [];
    const old: string[] = [];
    for (const stream of wanted) {
      const made = this.fresh.get(stream);
      if (made) fresh.push(made);
      else old.push(stream);
    }
    this.forgetNew();
    for (const { key } of fresh) {
      this.saving.set(key.stream, key);
      this.savingBySubject.set(subjectKey(key.kind, key.subject), key);
    }
    return { fresh, notes, old };
  }

  private async saveTaken({ fresh, notes, old }: Taken): Promise<boolean> {
    try {
      if (!this.holds(old)) return false;
      if (fresh.length + notes.length === 0) return true;
      const { forgotten, destructions, lock } = this;
      const keys = fresh.map(({ key, lookup }) => ({ stream: key.stream, lookup, wrapped: this.wrapped(key) }));
      const saved = await this.writer.save({ keys, notes, destructions, lock });
      this.writable.note(true);
      if (saved && forgotten === this.forgotten) for (const { key } of fresh) this.remember(key);
      return saved;
    } catch (error) {
      this.writable.note(false);
      throw error;
    } finally {
      for (const { key } of fresh) {
        this.saving.delete(key.stream);
        this.savingBySubject.delete(subjectKey(key.kind, key.subject));
      }
    }
  }

  /** The key of a subject that is not at hand. */
  private stored(lookup: Buffer): StreamKey | null {
    const row = this.statements.byLookup.get(lookup) as KeyRow | undefined;
    return row ? this.remember(this.opened(row)) : null;
  }

  private isHeld(stream: string): boolean {
    return this.byName.has(stream) || this.statements.byName.get(stream) !== undefined;
  }

  /** Forgets the keys at hand when another process has destroyed any. */
  private refresh(now = false): void {
    const instant = this.now();
    if (!now && Math.abs(instant - this.lookedAt) < STALE_MS) return;
    this.lookedAt = instant;
    const count = this.countDestroyed();
    if (count === this.destructions) return;
    this.forgetAll();
    this.destructions = count;
  }

  private countDestroyed(): number {
    return (this.statements.countDestroyed.get() as { last: number | null }).last ?? 0;
  }

  private forgetAll(): void {
    this.byName.clear();
    this.bySubject.clear();
    this.forgotten += 1;
  }

  private remember(key: StreamKey): StreamKey {
    this.byName.set(key.stream, key);
    this.bySubject.set(subjectKey(key.kind, key.subject), key);
    return key;
  }

  private wrapped(key: StreamKey): Buffer {
    return wrap(this.master, purposeOf(key.stream), plainOf(key));
  }

  private opened({ stream, wrapped }: KeyRow): StreamKey {
    const plain = unwrap(this.master, purposeOf(stream), wrapped);
    if (plain) return keyOf(stream, plain, plain.toString('utf8', 2 * SECRET_BYTES));
    throw new KeyVaultError(
      'A key in the key vault cannot be unlocked: it is damaged, or the master key was changed by another process. ' +
        'Restart with the present master key, or restore the vault from a backup.',
    );
  }

  private lookupOf(name: string): Buffer {
    return this.blind(name).subarray(0, NAME_BYTES);
  }

  /** Moves the log into the file and empties it, so that a destroyed key stands in neither. */
  private emptyLog(): void {
    const { busy } = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    if (busy === 0) return;
    throw new KeyVaultError(
      'The keys are destroyed, but another process that reads the vault keeps copies of them in its log: try again.',
    );
  }
}

function checkValue(name: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`care-ledger key check 1\n${name}`).digest();
}

interface KeyRow {
  readonly stream: string;
  readonly wrapped: Uint8Array;
}
