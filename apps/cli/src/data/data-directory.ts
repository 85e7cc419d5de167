/** Where everything a ledger keeps on disk stands inside its data directory. */
import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { faultOfStoreChoice, parseStoreChoice, STORE_FILE, type StoreChoice } from '#libs/store-choice';
import { UsageError } from '../errors.js';

/** Name of the environment variable that names the file of the BSN vault. */
export const BSN_VAULT_VARIABLE = 'CARE_LEDGER_BSN_VAULT';

/** What a backup does with a file. */
export type InBackup =
  /** A SQLite database, copied in one read transaction. */
  | 'database'
  /** A file to which lines are only added, copied as it is. */
  | 'copied'
  /** A key: only when it is asked for, into an encrypted backup. */
  | 'key'
  /** Left out, and why. */
  | { readonly leftOut: string };

interface DataFile {
  /** Its name in the directory. */
  readonly name: string;
  readonly inBackup: InBackup;
}

/**
 * Every file of a data directory, in the order in which a backup copies them, so that none lacks what another needs: the
 * tree before the events, which may only be ahead of it; the events before the keys, of which they never lack one.
 */
const FILES = {
  /** The tree of proofs; can be rebuilt from `events`, but for what was signed and cosigned. */
  tree: { name: 'tree.sqlite', inBackup: 'database' },
  /** The event store, the only truth, unless another was chosen. */
  events: { name: STORE_FILE, inBackup: 'database' },
  /** The key vault: what the events are sealed with, locked with the master key. */
  keys: { name: 'keys.sqlite', inBackup: 'database' },
  /** What was refused, with its problem. */
  rejections: { name: 'rejections.sqlite', inBackup: 'database' },
  /** Access tokens made here; from the first one on a server asks for them. */
  tokens: { name: 'tokens.sqlite', inBackup: 'database' },
  /** Who looked at personal data. */
  accessLog: { name: 'access-log.sqlite', inBackup: 'database' },
  /** The answers that analysts got, against which later ones are held. */
  answers: { name: 'answers.sqlite', inBackup: 'database' },
  /** The register: a line for every decision about an erasure, for restored backups. */
  erasures: { name: 'erasures.ndjson', inBackup: 'copied' },
  /** The master key, where no setting names one. */
  masterKey: { name: 'master.key', inBackup: 'key' },
  /** The key that turns a BSN into a pseudonym. */
  pseudonymKey: { name: 'pseudonym.key', inBackup: 'key' },
  /** The key that checkpoints are signed with. */
  signingKey: { name: 'signing.key', inBackup: 'key' },
  /** Which items of an instrument make up which scale, where somebody put it there; see `openFacts`. */
  instruments: { name: 'instruments.csv', inBackup: 'copied' },
  /** The fact tables; can be thrown away and rebuilt from `events`. */
  facts: { name: 'facts.duckdb', inBackup: { leftOut: 'made again from the events' } },
  /** Who serves this directory now, for people; the lock itself is the operating system's, on `facts`. */
  server: { name: 'server.json', inBackup: { leftOut: 'says which server runs here now' } },
} as const satisfies Readonly<Record<string, DataFile>>;

/** A file of a data directory. */
export type DataFileId = keyof typeof FILES;

/** The paths of the files of one data directory. */
export type DataFiles = Readonly<Record<DataFileId, string>>;

/** Every file that a data directory may have, in the order in which a backup copies them. */
export const DATA_FILES: readonly (DataFile & { readonly id: DataFileId })[] = Object.entries(FILES).map(
  ([id, file]) => ({ ...file, id: id as DataFileId }),
);

/** The files of a data directory that is there, and the event store in use. */
export interface OpenedDirectory extends DataFiles {
  /** The one in the directory, unless another was chosen. */
  readonly store: StoreChoice;
  readonly storePrefix: string | undefined;
  /** The BSN vault, where one is configured. */
  readonly bsnVault?: string;
}

/** A data directory, and the event store when that is another than the one in it. */
export interface DataPlace {
  readonly dataDir: string;
  /** As `parseStoreChoice` reads it. */
  readonly store?: string;
  /** On a server: what the names of the ledger's streams begin with. */
  readonly storePrefix?: string;
  /** File of the BSN vault; default: that of `CARE_LEDGER_BSN_VAULT`, else no BSN is kept. */
  readonly bsnVault?: string;
}

/**
 * The files of a data directory, which is made (readable by its owner only) when it does not exist.
 * @throws UsageError when it is a file, or the event store is none.
 */
export async function openDataDirectory(place: string | DataPlace): Promise<OpenedDirectory> {
  const { dataDir, store, storePrefix, bsnVault }: DataPlace = typeof place === 'string' ? { dataDir: place } : place;
  const files = filesOf(noFile(dataDir));
  const choice = await storeChoice(store ?? files.events);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return { ...files, store: choice, storePrefix, bsnVault: bsnVault ?? (process.env[BSN_VAULT_VARIABLE] || undefined) };
}

/**
 * The files of a data directory that has a ledger: what reads one makes none where a name is mistyped.
 * @throws NoLedgerError when there is no ledger; UsageError when the event store is none.
 */
export async function openLedgerDirectory(place: string | DataPlace): Promise<OpenedDirectory> {
  const { dataDir, store }: DataPlace = typeof place === 'string' ? { dataDir: place } : place;
  const files = filesOf(noFile(dataDir));
  const choice = await storeChoice(store ?? files.events);
  // Wherever its events are, its keys are in the directory.
  const parts = choice.kind === 'sqlite' ? [dataDir, choice.path] : [files.keys];
  if (parts.every(existsSync)) return openDataDirectory(place);
  throw new NoLedgerError(`There is no ledger in ${dataDir}: name its directory with --data, or import events first.`);
}

/** A data directory without a ledger. */
export class NoLedgerError extends UsageError {}

/** @throws UsageError when a data directory is named that is a file. */
function noFile(dataDir: string): string {
  const isFile = statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() === false;
  if (isFile) throw new UsageError(`${dataDir} is a file: name a directory with --data.`);
  return dataDir;
}

/** Where the files of `dataDir` are, whether it exists or not. */
export function filesOf(dataDir: string): DataFiles {
  return Object.fromEntries(DATA_FILES.map(({ id, name }) => [id, join(dataDir, name)])) as DataFiles;
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
