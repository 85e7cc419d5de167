import { fillerFor } from '#libs/facts';
import type { Position } from '#libs/event-store';
import { CommandError } from '../errors.js';
import { openLedgerDirectory, type DataPlace } from './data-directory.js';
import { openExistingLedger } from './open-ledger.js';

export interface RebuildOptions {
  readonly notice: (text: string) => void;
  /** Told the share that is done, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export interface RebuiltFacts {
  /** The newest event that they have seen; null when there is none. */
  readonly position: Position | null;
}

/**
 * Makes the facts of a data directory anew, beside those in use, whose place they take when they are whole.
 * @throws CommandError when a server holds the directory, or the event store is on a server; UsageError when there is no ledger.
 */
export async function rebuildFacts(place: DataPlace, { notice, onProgress }: RebuildOptions): Promise<RebuiltFacts> {
  const { store: choice, facts: file } = await openLedgerDirectory(place);
  // Said before anything is opened: what opens a ledger also follows its events.
  if (choice.kind !== 'sqlite') {
    throw new CommandError(
      `The facts of a ledger on a server are made by applying every event: delete ${file}, and the next start does.`,
    );
  }
  const { store, facts, vault, close } = await openExistingLedger(place, notice);
  try {
    const head = await store.head();
    if (head === null) return { position: null };
    // There is one for every ledger in files.
    await fillerFor(facts, choice, vault)!(head, { signal: new AbortController().signal, onProgress });
    return { position: (await facts.head())!.position };
  } finally {
    await close();
  }
}
