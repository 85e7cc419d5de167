/** Carries out a decision about a request to erase: through a running server, or on the data directory. */
import type { ErasureGround, RecordedDecision, RefusalReason } from '#libs/erasure';
import { fillerFor } from '#libs/facts';
import { createProjectionRunner } from '#libs/projection';
import { openExistingLedger, type OpenLedgerFiles } from '../data/open-ledger.js';
import type { DataPlace } from '../data/data-directory.js';
import { logCommand } from '../data/with-access-log.js';
import { CommandError } from '../errors.js';
import { catchUp } from '../insights/catch-up.js';
import { startProgress } from '../output/progress.js';
import { bearer } from '../server/bearer.js';
import type { NamedClient } from './client-option.js';
import { personsDue } from './due.js';

/** What was decided. */
export interface Decided {
  readonly ground: ErasureGround;
  /** Why it is refused; none = the person is erased. */
  readonly reason?: RefusalReason;
}

const UNKNOWN = 'Nothing in the ledger names this client.';

/** @throws CommandError when nothing names the client, or the server refuses. */
export async function decideAtServer(url: string, client: NamedClient, decided: Decided): Promise<RecordedDecision> {
  const body = { client, decision: decided.reason ? 'refuse' : 'erase', ...decided };
  const response = await fetch(new URL('/v1/erasures', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer() },
    body: JSON.stringify(body),
  }).catch((error: Error) => {
    throw new CommandError(`No server answers at ${url}: start one with care-ledger serve, or correct --url.`, {
      cause: error,
    });
  });
  const answer = (await response.json().catch(() => ({}))) as RecordedDecision & { detail?: string };
  if (response.status === 201) return answer;
  throw new CommandError(response.status === 404 ? UNKNOWN : (answer.detail ?? `The server said ${response.status}.`));
}

interface OnDiskOptions {
  readonly notice: (text: string) => void;
  readonly quiet?: boolean;
}

/** The same on the data directory; the facts have forgotten the person when it is done. */
export function decideOnDisk(
  place: string | DataPlace,
  client: NamedClient,
  { ground, reason }: Decided,
  options: OnDiskOptions,
): Promise<RecordedDecision> {
  return withLedger(place, options, async (ledger) => {
    const pseudonym = 'bsn' in client ? ledger.pseudonymiser.of(client.bsn) : client.pseudonym;
    const asked = reason
      ? ({ decision: 'refuse', pseudonym, ground, reason } as const)
      : ({ decision: 'erase', pseudonym, ground } as const);
    logErasure(ledger, asked);
    const decision = await ledger.erasures.decide(asked);
    if (decision) return decision;
    throw new CommandError(UNKNOWN);
  });
}

/**
 * Erases, of persons whose term was seen to be over on a day, those of whom it still is: something may have been recorded
 * since.
 * @param persons pseudonyms, as `personsDue` gives them
 */
export function eraseDue(
  place: string | DataPlace,
  persons: readonly string[],
  on: string,
  options: OnDiskOptions,
): Promise<RecordedDecision[]> {
  return withLedger(place, options, async (ledger) => {
    await takeIn(ledger, options);
    const due = await ledger.facts.withView(undefined, (view) => personsDue(view, on));
    const decisions: RecordedDecision[] = [];
    for (const { person } of due) {
      if (!persons.includes(person)) continue;
      const asked = { decision: 'erase', pseudonym: person, ground: 'retention-expired' } as const;
      logErasure(ledger, asked);
      const decision = await ledger.erasures.decide(asked);
      if (decision) decisions.push(decision);
    }
    return decisions;
  });
}

/** Logs that a person is looked up to be decided on. */
function logErasure(
  { files, vault }: OpenLedgerFiles,
  asked: Parameters<OpenLedgerFiles['erasures']['decide']>[0],
): void {
  const { decision, ground, pseudonym } = asked;
  logCommand(files, vault, { action: 'erase', object: 'person', detail: { decision, ground }, clients: [pseudonym] });
}

/** Runs work on the ledger of a data directory, and then takes what it recorded into the facts. */
async function withLedger<T>(
  place: string | DataPlace,
  options: OnDiskOptions,
  work: (ledger: OpenLedgerFiles) => Promise<T>,
): Promise<T> {
  const ledger = await openExistingLedger(place, options.notice);
  try {
    const result = await work(ledger);
    await takeIn(ledger, options);
    return result;
  } finally {
    await ledger.close();
  }
}

async function takeIn({ files, store, vault, facts }: OpenLedgerFiles, { quiet }: OnDiskOptions): Promise<void> {
  const projection = createProjectionRunner({ store, facts, fill: fillerFor(facts, files.store, vault) });
  projection.start();
  try {
    await catchUp(projection, startProgress({ label: 'Bringing the facts up to date', total: 1000, quiet }));
  } finally {
    await projection.stop();
  }
}
