/** Where everything a ledger keeps on disk stands inside its data directory. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of one data directory. */
export interface DataFiles {
  /** The event store: the only truth. */
  readonly events: string;
  /** What was refused, with its problem. */
  readonly rejections: string;
  /** The tree of proofs; can be rebuilt from `events`, but for what was signed and cosigned. */
  readonly tree: string;
  /** The fact tables; can be thrown away and rebuilt from `events`. */
  readonly facts: string;
  /** The key vault: what the events are sealed with, locked with the master key. */
  readonly keys: string;
  /** The master key, where no setting names one. */
  readonly masterKey: string;
  /** The key that turns a BSN into a pseudonym. */
  readonly pseudonymKey: string;
  /** Access tokens made here; from the first one on a server asks for them. */
  readonly tokens: string;
  /** The key that checkpoints are signed with. */
  readonly signingKey: string;
  /** Who serves this directory now, for people; the lock itself is the operating system's, on `facts`. */
  readonly server: string;
}

/** The files of `dataDir`, which is made (readable by its owner only) when it does not exist. */
export async function openDataDirectory(dataDir: string): Promise<DataFiles> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return filesOf(dataDir);
}

/** Where the files of `dataDir` are, whether it exists or not. */
export function filesOf(dataDir: string): DataFiles {
  return {
    events: join(dataDir, 'events.sqlite'),
    rejections: join(dataDir, 'rejections.sqlite'),
    tree: join(dataDir, 'tree.sqlite'),
    facts: join(dataDir, 'facts.duckdb'),
    keys: join(dataDir, 'keys.sqlite'),
    masterKey: join(dataDir, 'master.key'),
    pseudonymKey: join(dataDir, 'pseudonym.key'),
    tokens: join(dataDir, 'tokens.sqlite'),
    signingKey: join(dataDir, 'signing.key'),
    server: join(dataDir, 'server.json'),
  };
}
