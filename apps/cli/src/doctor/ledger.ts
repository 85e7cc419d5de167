/** What a ledger cannot be opened without: its events, their keys, and the keys of its name and its pseudonyms; and what is made of it. */
import { existsSync } from 'node:fs';
import type { Head } from '#libs/event-store';
import { CheckpointStore, openTree, signingKey, SIGNING_KEY_VARIABLE } from '#libs/ledger-tree';
import type { OpenedDirectory } from '../data/data-directory.js';
import { openEventStore } from '../data/open-event-store.js';
import { openVault } from '../data/open-vault.js';
import { checkPseudonymKey, KEY_VARIABLE, pseudonymKey } from '../data/pseudonym-key.js';
import { lookAtFacts } from './facts.js';
import { fault, look, type Finding, type Found } from './finding.js';

const MADE_LATER = 'none yet: made when the server starts';

/** Clocks of two machines differ by less than this, in ms. */
const CLOCKS_DIFFER_MS = 60_000;

export async function lookAtLedger(files: OpenedDirectory): Promise<Finding[]> {
  // Of what cannot be opened nothing is known, so it is not taken for empty.
  let empty = false;
  let known: Head | null | undefined;
  return [
    await look('event store', async () => {
      const store = await openEventStore(files);
      try {
        const head = await store.head();
        empty = head === null;
        known = head;
        return newest(head, Date.now());
      } finally {
        await store.close();
      }
    }),
    await lookAtFacts(files, known),
    await look('key vault', async () => {
      (await openVault(files)).close();
      return 'opens with the master key';
    }),
    await look('pseudonym key', () => thatOfPseudonyms(files, empty)),
    await look('signing key', () => thatOfCheckpoints(files)),
  ];
}

/** @param now in ms since 1970 */
export function newest(head: Head | null, now: number): Found {
  if (head === null) return 'no event yet';
  const { position, recordedAt } = head;
  if (Date.parse(recordedAt) <= now + CLOCKS_DIFFER_MS) return `position ${position}, recorded at ${recordedAt}`;
  return fault(
    `The newest event was recorded at ${recordedAt}, which is still to come: set the clock of this machine.`,
  );
}

async function thatOfPseudonyms(files: OpenedDirectory, empty: boolean): Promise<Found> {
  if (empty && !process.env[KEY_VARIABLE] && !existsSync(files.pseudonymKey)) return MADE_LATER;
  const key = await pseudonymKey({ env: process.env, file: files.pseudonymKey, empty: false });
  const vault = await openVault(files);
  try {
    if (!empty) checkPseudonymKey(vault, key);
  } finally {
    vault.close();
  }
  return empty ? 'can be read' : 'the one that this ledger was begun with';
}

async function thatOfCheckpoints(files: OpenedDirectory): Promise<Found> {
  if (!hasSigned(files) && !process.env[SIGNING_KEY_VARIABLE] && !existsSync(files.signingKey)) return MADE_LATER;
  const { name } = await signingKey({ env: process.env, file: files.signingKey, unsigned: false });
  return `checkpoints are signed as ${name}`;
}

function hasSigned({ tree: file }: OpenedDirectory): boolean {
  if (!existsSync(file)) return false;
  const tree = openTree(file);
  try {
    return new CheckpointStore(tree.db).newest() !== null;
  } finally {
    tree.close();
  }
}
