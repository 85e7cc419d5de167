/** Goes on under a new pseudonym key: every present pseudonym is linked to that of the same BSN under the new key. */
import { createPseudonymiser } from '#libs/privacy';
import { dayInAmsterdam, typeOf } from '#libs/trajectory';
import type { OpenLedgerFiles } from '../data/open-ledger.js';
import { CommandError, UsageError } from '../errors.js';

/** Pseudonyms that this program made of a BSN look so; a sender's own can be anything. */
const MADE_HERE = /^p-[a-z2-7]{32}$/;
const SOURCE = 'urn:care-ledger:pseudonym-rotation';
/** Events recorded at once. */
const PORTION = 500;

type Ledger = Pick<OpenLedgerFiles, 'vault' | 'store' | 'codec' | 'recording' | 'pseudonymiser'>;

interface Pair {
  readonly former: string;
  readonly fresh: string;
  readonly bsn: string;
}

/**
 * Records the links through the rules of recording, then replaces the check value of the key. Links that stand from an
 * interrupted run are left as they are.
 * @param leaveUnknown go on though the BSN vault lacks clients
 * @returns how many links were recorded, and how many had been before
 * @throws UsageError when there is no BSN vault, or it lacks clients; CommandError when a link is refused. The former key
 *   stays the present one then.
 */
export async function rotatePseudonyms(
  ledger: Ledger,
  newKey: Uint8Array,
  leaveUnknown = false,
): Promise<{ readonly linked: number; readonly before: number }> {
  const { vault, pseudonymiser } = ledger;
  if (vault.bsns === null && !leaveUnknown) throw new UsageError(WITHOUT_VAULT);
  const under = createPseudonymiser(newKey);
  const entries = [...(vault.bsns?.entries() ?? [])];
  const pairs = entries.flatMap(({ pseudonym, bsn }): Pair[] => {
    const fresh = under.of(bsn);
    return pseudonymiser.of(bsn) === pseudonym && fresh !== pseudonym ? [{ former: pseudonym, fresh, bsn }] : [];
  });
  if (!leaveUnknown) allKnown(ledger, entries, pairs);
  let linked = 0;
  for (let from = 0; from < pairs.length; from += PORTION)
    linked += await link(ledger, pairs.slice(from, from + PORTION));
  vault.replaceKey('pseudonym', newKey);
  return { linked, before: pairs.length - linked };
}

function allKnown({ vault }: Ledger, entries: readonly { readonly pseudonym: string }[], pairs: readonly Pair[]): void {
  const known = new Set([...entries.map(({ pseudonym }) => pseudonym), ...pairs.map(({ fresh }) => fresh)]);
  let unknown = 0;
  for (const pseudonym of vault.subjects('client'))
    if (MADE_HERE.test(pseudonym) && !known.has(pseudonym)) unknown += 1;
  if (unknown === 0) return;
  throw new UsageError(
    `The BSN vault lacks ${unknown} of the pseudonyms that look as if they were made here. ${SEND_AGAIN} Or go on with --leave-unknown.`,
  );
}

async function link({ recording, store, codec, vault }: Ledger, pairs: readonly Pair[]): Promise<number> {
  const keyed = pairs.map((pair) => ({ ...pair, id: `${pair.former}+${pair.fresh}` }));
  const eventId = (id: string) => codec.eventIdOf({ source: SOURCE, id });
  const standing = await store.findEvents(keyed.map(({ id }) => eventId(id)));
  const missing = keyed.filter(({ id }) => !standing.has(eventId(id)));
  const effectiveOn = dayInAmsterdam(new Date());
  const outcomes = await recording.record(
    missing.map(({ id, former, fresh }) => ({
      raw: {
        specversion: '1.0',
        id,
        source: SOURCE,
        type: typeOf('clients-linked'),
        subject: former,
        data: { effectiveOn, otherClient: fresh },
      },
    })),
  );
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  if (refused) {
    const { code, status } = refused.problem;
    throw new CommandError(`A link was refused (${status} ${code}); the former key stays. Give the command again.`);
  }
  vault.bsns?.keep(pairs.map(({ fresh, bsn }) => [fresh, bsn]));
  return missing.length;
}

const SEND_AGAIN =
  'Have the senders send their events with BSNs again, from their own files: what stands in the ledger is a duplicate and fills the vault.';
const WITHOUT_VAULT =
  'A new pseudonym key needs the BSNs, and none are kept: name the BSN vault with --bsn-vault. Without one, run the services with --bsn-vault ' +
  `and the former key for a while. ${SEND_AGAIN}`;
