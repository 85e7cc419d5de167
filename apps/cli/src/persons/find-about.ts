/** Looks for a person in every place where something of one can be. */
import type { OpenLedgerFiles } from '../data/open-ledger.js';
import { logCommand, looksAt } from '../data/with-access-log.js';
import type { Found } from './subject-access.js';

/**
 * Everything held about a client; that somebody asked for it is logged first, and is the last of the looks.
 * @returns null when nothing names the client
 */
export async function findAbout({ erasures, files, vault }: OpenLedgerFiles, pseudonym: string): Promise<Found | null> {
  const [known, refused] = [await erasures.find(pseudonym), await erasures.refusedAbout(pseudonym)];
  if (!known && refused.length === 0) return null;
  const person = known ?? { clients: [pseudonym], clientStreams: [], streams: [] };
  logCommand(files, vault, { action: 'subject-access', object: 'person', clients: person.clients });
  return {
    person,
    refused,
    decisions: await erasures.list(),
    bsnKept: [...(vault.bsns?.entries() ?? [])].some((entry) => person.clients.includes(entry.pseudonym)),
    looks: looksAt(files, vault, person.clients),
  };
}
