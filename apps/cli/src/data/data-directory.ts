/** Where everything a ledger keeps on disk stands inside its data directory. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { faultOfStoreChoice, parseStoreChoice, STORE_FILE, type StoreChoice } from '#libs/store-choice';
import { UsageError } from '../errors.js';

/** The files of one data directory. */
export interface DataFiles {
  /** The event store, the only truth, unless another was chosen. */
  readonly events: string;
  /** What was refused, with its problem. */
  readonly rejections: string;
  /** The tree of proofs; can be rebuilt from `events`, but for what was signed and cosigned. */
  readonly tree: string;
  /** The fact tables; can be thrown away and rebuilt from `events`. */
  readonly facts: string;
  /** The register: a line for every decision about an erasure, for restored backups. */
  readonly erasures: string;
  /** The key vault: what the events are sealed with, locked with the master key. */
  readonly keys: string;
  /** The master key, where no setting names one. */
  readonly masterKey: string;
  /** The key that turns a BSN into a pseudonym. */
  readonly pseudonymKey: string;
  /** Who looked at personal data. */
  readonly accessLog: string;
  /** The answers that analysts got, against which later ones are held. */
  readonly answers: string;
  /** Access tokens made here; from the first one on a server asks for them. */
  readonly tokens: string;
  /** The key that checkpoints are signed with. */
  readonly signingKey: string;
  /** Who serves this directory now, for people; the lock itself is the operating system's, on `facts`. */
  readonly server: string;
}

/** The files of a data directory that is there, and the event store in use. */
export interface OpenedDirectory extends DataFiles {
  /** The one in the directory, unless another was chosen. */
  readonly store: StoreChoice;
  readonly storePrefix: string | undefined;
}

/** A data directory, and the event store when that is another than the one in it. */
export interface DataPlace {
  readonly dataDir: string;
  /** As `parseStoreChoice` reads it. */
  readonly store?: string;
  /** On a server: what the names of the ledger's streams begin with. */
  readonly storePrefix?: string;
}

/**
 * The files of a data directory, which is made (readable by its owner only) when it does not exist.
 * @throws UsageError when the event store is none.
 */
export async function openDataDirectory(place: string | DataPlace): Promise<OpenedDirectory> {
  const { dataDir, store, storePrefix } = typeof place === 'string' ? { dataDir: place } : place;
  const files = filesOf(dataDir);
  const choice = await storeChoice(store ?? files.events);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return { ...files, store: choice, storePrefix };
}

/** Where the files of `dataDir` are, whether it exists or not. */
export function filesOf(dataDir: string): DataFiles {
  return {
    events: join(dataDir, STORE_FILE),
    rejections: join(dataDir, 'rejections.sqlite'),
    tree: join(dataDir, 'tree.sqlite'),
    facts: join(dataDir, 'facts.duckdb'),
    erasures: join(dataDir, 'erasures.ndjson'),
    keys: join(dataDir, 'keys.sqlite'),
    masterKey: join(dataDir, 'master.key'),
    pseudonymKey: join(dataDir, 'pseudonym.key'),
    accessLog: join(dataDir, 'access-log.sqlite'),
    answers: join(dataDir, 'answers.sqlite'),
    tokens: join(dataDir, 'tokens.sqlite'),
    signingKey: join(dataDir, 'signing.key'),
    server: join(dataDir, 'server.json'),
  };
}

/**
 * Reads a choice of event store.
 * @throws UsageError that says what is wrong with it and does not repeat it, as it may hold a password.
 */
export async function storeChoice(text: string): Promise<StoreChoice> {
  const fault = await faultOfStoreChoice(text);
  if (fault !== null) throw new UsageError(fault);
  return parseStoreChoice(text);
}
