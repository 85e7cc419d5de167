/** Carries out a decision about a request to erase: through a running server, or on the data directory. */
import type { ErasureGround, RecordedDecision, RefusalReason } from '#libs/erasure';
import { createProjectionRunner } from '#libs/projection';
import { openLedgerFiles } from '../data/open-ledger.js';
import type { DataPlace } from '../data/data-directory.js';
import { CommandError } from '../errors.js';
import { catchUp } from '../insights/catch-up.js';
import { startProgress } from '../output/progress.js';
import { bearer } from '../server/bearer.js';
import type { NamedClient } from './client-option.js';

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

/** The same on the data directory; the facts have forgotten the person when it is done. */
export async function decideOnDisk(
  place: string | DataPlace,
  client: NamedClient,
  { ground, reason }: Decided,
  options: { readonly notice: (text: string) => void; readonly quiet?: boolean },
): Promise<RecordedDecision> {
  const ledger = await openLedgerFiles(place, options.notice);
  try {
    const pseudonym = 'bsn' in client ? ledger.pseudonymiser.of(client.bsn) : client.pseudonym;
    const asked = reason
      ? ({ decision: 'refuse', pseudonym, ground, reason } as const)
      : ({ decision: 'erase', pseudonym, ground } as const);
    const decision = await ledger.erasures.decide(asked);
    if (!decision) throw new CommandError(UNKNOWN);
    const projection = createProjectionRunner({ store: ledger.store, facts: ledger.facts });
    projection.start();
    try {
      await catchUp(
        projection,
        startProgress({ label: 'Taking it out of the facts', total: 1000, quiet: options.quiet }),
      );
    } finally {
      await projection.stop();
    }
    return decision;
  } finally {
    await ledger.close();
  }
}
