/** The facts of a data directory at one state of knowledge, without a server. */
import { dayBefore } from '#apps/insights';
import type { Look } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import { areOfOneKind, comparePositions, type Position } from '#libs/event-store';
import { fillerFor, type FactStore, type FactView } from '#libs/facts';
import type { SqliteKeyVault } from '#libs/key-vault';
import { parseAsOf, type AsOf } from '#libs/http';
import { createProjectionRunner } from '#libs/projection';
import { CommandError, UsageError } from '../errors.js';
import { catchUp } from '../insights/catch-up.js';
import { startProgress } from '../output/progress.js';
import { openLedgerDirectory, type OpenedDirectory, type DataPlace } from './data-directory.js';
import { openEventStore } from './open-event-store.js';
import { treeAt, type KnownTree } from './tree-head.js';
import { openFacts } from './open-facts.js';
import { openVault } from './open-vault.js';
import { logCommand } from './with-access-log.js';

/** The facts at a position, and what goes with it. */
export interface KnownFacts {
  readonly view: FactView;
  /** Version of tables, fold and configuration. */
  readonly factsVersion: string;
  /** Last whole day known about: the default of `observedUntil`. */
  readonly observedUntil: string;
  /** The tree of proofs over the events up to the position, as far as it is kept. */
  readonly tree: KnownTree | null;
}

export interface FactsAsOfOptions {
  /** A position or an RFC 3339 instant, as the user gave it; none = the newest. */
  readonly asOf?: string;
  readonly quiet?: boolean;
  /** What is shown of everyone in the ledger; logged before it is, with the position. */
  readonly look: Pick<Look, 'action' | 'object' | 'detail'>;
}

/**
 * Brings the facts up to date with the ledger and runs a function with them as of a position.
 * @throws UsageError when there is no ledger or `asOf` is neither position nor instant; CommandError when a server holds
 *   the directory or `asOf` has not been reached.
 */
export async function withFactsAsOf<T>(
  place: string | DataPlace,
  { asOf, quiet, look }: FactsAsOfOptions,
  fn: (facts: KnownFacts) => Promise<T>,
): Promise<T> {
  const asked = parseAsOf(asOf);
  if (asked === null) throw new UsageError('--as-of is a position as the ledger gave it, or an RFC 3339 instant.');
  const files = await openLedgerDirectory(place);
  const vault = await openVault(files);
  let facts: FactStore | undefined;
  try {
    facts = await openFacts(files, sealedCodec(vault));
    await bringUpToDate(facts, files, vault, quiet);
    const position = await positionOf(facts, asked);
    const { version } = facts;
    return await facts.withView(position, async (view) => {
      logCommand(files, vault, { ...look, detail: { ...look.detail, position: view.position }, clients: 'everyone' });
      const known = asked.kind === 'instant' ? asked.instant : (view.recordedAt ?? new Date());
      const tree = await treeAt(files.tree, view.position);
      return fn({ view, factsVersion: version, observedUntil: dayBefore(known), tree });
    });
  } finally {
    await facts?.close();
    vault.close();
  }
}

async function bringUpToDate(
  facts: FactStore,
  files: OpenedDirectory,
  vault: SqliteKeyVault,
  quiet = false,
): Promise<void> {
  const store = await openEventStore(files);
  try {
    const projection = createProjectionRunner({ store, facts, fill: fillerFor(facts, files.store, vault) });
    projection.start();
    try {
      await catchUp(projection, startProgress({ label: 'Catching up', total: 1000, quiet }));
    } finally {
      await projection.stop();
    }
  } finally {
    await store.close();
  }
}

async function positionOf(facts: FactStore, asked: AsOf): Promise<Position | undefined> {
  if (asked.kind === 'newest') return undefined;
  if (asked.kind === 'instant') {
    if (asked.instant > new Date().toISOString()) throw new CommandError('The instant of --as-of lies in the future.');
    return facts.positionAt(asked.instant);
  }
  const head = await facts.head();
  if (head !== null && !areOfOneKind(head.position, asked.position)) {
    throw new CommandError('The position of --as-of is one of another kind of event store: give an instant instead.');
  }
  if (head === null || comparePositions(asked.position, head.position) > 0) {
    const newest = head === null ? 'it is empty' : `its newest position is ${head.position}`;
    throw new CommandError(`The ledger has not reached the position of --as-of: ${newest}.`);
  }
  return asked.position;
}
