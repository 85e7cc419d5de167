/**
 * The port to the key vault: what a person's streams are called in the event store, and the keys their events are sealed
 * with. It stands apart from the events, so that destroying a row here takes what was stored there from everybody, while
 * the stored bytes, and every proof over them, stay as they are. Calls that are made for every event are synchronous.
 */

/** A stream that can be read and written. */
export interface StreamKey {
  /** Its name in the event store: the kind and an opaque random part, from which no subject can be computed. */
  readonly stream: string;
  readonly kind: string;
  /** Id of the trajectory, measure, probation, or pseudonym of the client. */
  readonly subject: string;
  /** AES-256 key of its events. */
  readonly secret: Uint8Array;
  /** Key of the synthetic nonces (HMAC-SHA-256). */
  readonly nonceSecret: Uint8Array;
}

/** Stands where a key was, once it is destroyed. */
export const ERASED = 'erased';

/** A destroyed key, for the register. */
export interface DestroyedKey {
  readonly stream: string;
  /** RFC 3339 instant in UTC. */
  readonly destroyedAt: string;
}

/**
 * The BSNs behind pseudonyms, apart from everything else and only where it is configured: with it the pseudonym key can be
 * changed without asking the senders again.
 */
export interface BsnVault {
  /** Keeps the BSN of clients, by pseudonym, as far as the key vault holds their keys. @throws KeysUnavailableError */
  keep(named: Iterable<readonly [pseudonym: string, bsn: string]>): void;
  /** Everything kept. */
  entries(): Iterable<{ readonly pseudonym: string; readonly bsn: string }>;
}

/** The vault can save no keys now, so that no event of a new stream can be recorded: the disk is full, say. Try again later. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

export interface KeyVault {
  /** The BSN vault beside it; null where none is configured. What is destroyed here goes there too. */
  readonly bsns: BsnVault | null;
  /** The stream of a subject; null when nothing of it was recorded, or only what is erased. */
  find(kind: string, subject: string): StreamKey | null;
  /** The same, made where there is none. What is made lasts only when `save` names its stream. */
  obtain(kind: string, subject: string): StreamKey;
  /** What a stream's name stands for; null when this vault never had it. */
  byStream(stream: string): StreamKey | typeof ERASED | null;
  /** Whether a stream was made by `obtain` and is not saved yet: the event store has nothing of it. */
  isNew(stream: string): boolean;
  /**
   * Notes that an event of a stream, about to be recorded, names a client; lasts when `save` names the stream.
   * @param client name of the client's own stream
   */
  noteClient(stream: string, client: string): void;
  /**
   * Makes lasting, on disk, what was obtained and noted for these streams and forgets, before the call returns, the rest
   * that is new. To be called before events are appended to them: an event whose key is lost can never be read. What is
   * being saved can be used meanwhile; whoever does must not append before it is saved.
   * @returns false, with nothing saved, when another process has made or destroyed one of the keys since: decide anew.
   * @throws KeysUnavailableError, with nothing saved
   */
  save(streams: Iterable<string>): Promise<boolean>;
  /** Whether the keys of all these streams are held at this moment, whoever destroys keys. */
  holds(streams: Iterable<string>): boolean;
  /** Why no keys can be saved, for operators; null when they can. Only after a failure is it tried. */
  fault(): string | null;
  /** Forgets what was obtained and noted and is not being saved. */
  forgetNew(): void;
  /** The names of all streams in which an event ever named one of these clients, their own included. */
  streamsNaming(clients: Iterable<string>): readonly string[];
  /**
   * Destroys keys, so that no copy stays in the vault's files, and keeps their names as destroyed.
   * @param at RFC 3339 instant in UTC
   * @returns how many of them were there
   * @throws Error when a reader in another process keeps a copy in the log: call again
   */
  destroy(streams: readonly string[], at: string): number;
  /** Destroyed keys, oldest first. */
  destroyed(): Iterable<DestroyedKey>;
  /** A number that grows whenever keys are destroyed, in this process or another; none of those is used after the call. */
  lastDestruction(): number;
  /** A value that is the same for the same text in this ledger, and cannot be computed without the vault (HMAC-SHA-256). */
  blind(text: string): Buffer;
  /**
   * Compares a key with the one this ledger was begun with, by a value that does not tell the key; keeps that of the first.
   * @param name what the key is for
   */
  holdsKey(name: string, key: Uint8Array): boolean;
  close(): void;
}
