/** Liver transplant waiting list as waiting for care: `reference/README.md`, section transplant. */
import { readCsv } from '../support/csv.js';
import { plusDays } from '../support/day.js';
import { Sender, type SentEvent } from '../support/events.js';
import { sharedPath } from '../support/shared-folder.js';

/** The one delivery of this set, in the order given. */
export function transplantEvents(): SentEvent[] {
  const sender = new Sender('urn:nld:kvknr:00000002:systeem:transplant');
  return readCsv(sharedPath('reference', 'transplant', 'transplant.csv')).flatMap((row) => {
    const id = Number(row['id']);
    const client = `transplant-${id}`;
    const trajectory = `transplant-T${id}`;
    const listed = `${row['year']}-01-01`;
    const left = plusDays(listed, Number(row['futime']));
    const even = id % 2 === 0;
    const born = Number(row['year']) - 12;
    const intake = sender.event('intake-registered', trajectory, listed, {
      client: { pseudonym: client },
      provider: `ABO-${row['abo']}`,
      municipality: 'GM0344',
      careForm: '14',
      referrer: '01',
      born: row['age'] === '' ? `${born}` : `${born}-03`,
      sex: row['sex'] === 'f' ? 'V' : 'M',
      referredOn: even ? listed : plusDays(listed, -20),
      decidedOn: even ? plusDays(listed, -10) : listed,
    });
    return [intake, ...outcome(sender, row['event'] ?? '', client, trajectory, left)];
  });
}

function outcome(sender: Sender, event: string, client: string, trajectory: string, on: string): SentEvent[] {
  switch (event) {
    case 'ltx':
      return [
        sender.event('care-started', trajectory, on, { careForm: '14', crisis: false }),
        sender.event('trajectory-ended', trajectory, plusDays(on, 30), { endReason: '01' }),
      ];
    case 'death':
      return [
        sender.event('trajectory-ended', trajectory, on, { endReason: '05', deceased: true }),
        sender.event('client-deceased', client, on),
      ];
    case 'withdraw':
      return [sender.event('trajectory-ended', trajectory, on, { endReason: '03' })];
    case 'censored':
      return [sender.event('client-left-observation', client, on, { reason: 'other' })];
    default:
      throw new Error(`transplant: unknown event ${event}`);
  }
}
