/** What belongs to a ledger besides its events: no event store has it, so whoever moves a ledger moves it by hand. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StoreChoice } from '#libs/store-choice';
import { filesOf } from '../data/data-directory.js';

/** A file that goes along. */
export interface Belonging {
  /** Its name in a data directory. */
  readonly file: string;
  /** What it is, and what is lost without it. */
  readonly what: string;
  /** Whether it stands beside the source; null where the source is a server, which has no such files. */
  readonly here: boolean | null;
}

const NAMES = filesOf('');

/** Without these the ledger cannot go on; settings may put them elsewhere. */
const KEYS: readonly (readonly [string, string])[] = [
  [NAMES.keys, 'key vault: without it no event can be read (CARE_LEDGER_KEYS)'],
  [NAMES.masterKey, 'opens the key vault (CARE_LEDGER_MASTER_KEY)'],
  [
    NAMES.pseudonymKey,
    'makes pseudonyms of BSNs: under another one a child becomes another (CARE_LEDGER_PSEUDONYM_KEY)',
  ],
  [NAMES.signingKey, 'signs checkpoints: under another one it is another log (CARE_LEDGER_SIGNING_KEY)'],
];

const KEPT: readonly (readonly [string, string])[] = [
  [NAMES.rejections, 'refused events that senders may still mend'],
  [NAMES.erasures, 'register of erasures, for backups'],
  [NAMES.tokens, 'access tokens'],
  [NAMES.accessLog, 'who looked at personal data'],
  ['insights-access-log.sqlite', 'the same of insights on their own'],
  [NAMES.instruments, 'scales of instruments (CARE_LEDGER_INSTRUMENTS)'],
  [NAMES.answers, 'answers that analysts got, against which later ones are held'],
];

/** What stays: said after a copy, too. */
export const MADE_ANEW =
  `Fact tables and the tree of proofs (${NAMES.tree}) are made anew from the new store, with the same figures and the ` +
  `same root: do not move them. Keep the ${NAMES.tree} of now: what was signed and cosigned is in it.`;

/** What goes along with a ledger that is moved from a store: its keys always, the rest as far as it is there. */
export function belongingsOf(source: StoreChoice): Belonging[] {
  const isThere = (file: string) => (source.kind === 'sqlite' ? existsSync(join(dirname(source.path), file)) : null);
  const listed = (list: typeof KEYS) => list.map(([file, what]) => ({ file, what, here: isThere(file) }));
  const files = [...listed(KEYS), ...listed(KEPT).filter(({ here }) => here !== false)];
  return files.flatMap((one) => {
    const log = `${one.file}-wal`; // SQLite's: it may hold all that the file does not
    const what = `the newest part of ${one.file}: never the one without the other`;
    return isThere(log) ? [one, { file: log, what, here: true }] : [one];
  });
}

/** The lines that say so to a person. */
export function sayBelongings(source: StoreChoice, belongings: readonly Belonging[]): string[] {
  const from = source.kind === 'sqlite' ? dirname(source.path) : 'the data directories of the services';
  const width = Math.max(...belongings.map(({ file }) => file.length));
  return [
    `Move by hand, from ${from}, with the services stopped:`,
    ...belongings.map(
      ({ file, what, here }) => `  ${file.padEnd(width)}  ${what}${here === false ? '; not here' : ''}`,
    ),
    MADE_ANEW,
  ];
}
