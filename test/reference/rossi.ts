/** Rossi recidivism data as probation events: `reference/README.md`, section rossi. */
import { readCsv } from '../support/csv.js';
import { plusDays } from '../support/day.js';
import { Sender, type SentEvent } from '../support/events.js';
import { sharedPath } from '../support/shared-folder.js';

/** The one delivery of this set, in the order given. */
export function rossiEvents(): SentEvent[] {
  const sender = new Sender('urn:nld:kvknr:00000001:systeem:rossi');
  return readCsv(sharedPath('reference', 'rossi', 'rossi.csv')).flatMap((row) => {
    const id = Number(row['id']);
    const client = `rossi-${id}`;
    const probation = `rossi-P${id}`;
    const released = plusDays('2001-01-01', id - 1);
    const started = plusDays(released, -365);
    const offence = (day: string, caseStatus = 'valid') =>
      sender.event('offence-recorded', client, day, { offence: 'general', caseStatus });
    const prior = Number(row['prio']);
    return [
      sender.event('probation-started', probation, started, {
        client: { pseudonym: client },
        probationType: '41',
        institution: row['fin'] === 'yes' ? 'GI-FIN-YES' : 'GI-FIN-NO',
        municipality: row['paro'] === 'yes' ? 'GM0344' : 'GM0363',
        born: '1984-01-01',
        sex: 'M',
      }),
      sender.event('probation-ended', probation, released, {
        ...(row['educ'] === '3' ? {} : { riskChange: row['wexp'] === 'yes' ? '41' : '42' }),
        careAfter: row['mar'] === 'married' ? '51' : '52',
      }),
      ...(row['arrest'] === '1' ? [offence(plusDays(released, 7 * Number(row['week'])))] : []),
      sender.event('justice-register-matched', client, plusDays(released, 364), {
        coveredFrom: started,
        coveredUntil: plusDays(released, 364),
      }),
      ...(prior > 0 ? [offence(plusDays(released, -100))] : []),
      ...(prior >= 10 ? [offence(released)] : []),
      ...(row['age'] === '20' ? [offence(plusDays(released, 3), 'dismissed')] : []),
    ];
  });
}
