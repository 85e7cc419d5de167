/** Satisfaction on three levels as exit questionnaires: `reference/README.md`, section housing_satisfaction. */
import { readCsv, type CsvRow } from '../support/csv.js';
import { plusDays } from '../support/day.js';
import { Sender, type SentEvent } from '../support/events.js';
import { sharedPath } from '../support/shared-folder.js';

const LEAVERS = 2400;
const CARE_FORM: Record<string, string> = { Tower: '02', Apartment: '03', Atrium: '04', Terrace: '11' };
const USEFULNESS: Record<string, number> = { Low: 4, Medium: 6, High: 8 };

/** The one delivery of this set, in the order given. */
export function housingEvents(): SentEvent[] {
  const sender = new Sender('urn:nld:kvknr:00000004:systeem:housing');
  const answers: (CsvRow | undefined)[] = readCsv(
    sharedPath('reference', 'housing_satisfaction', 'housing.csv'),
  ).flatMap((row) => Array.from({ length: Number(row['Freq']) }, () => row));
  while (answers.length < LEAVERS) answers.push(undefined);
  return answers.flatMap((answer, index) => eventsOfLeaver(sender, index + 1, answer));
}

function eventsOfLeaver(sender: Sender, n: number, answer: CsvRow | undefined): SentEvent[] {
  const trajectory = `housing-T${n}`;
  const ended = plusDays('2023-01-01', n % 365);
  const careForm = answer ? CARE_FORM[answer['Type']!]! : '14';
  return [
    sender.event('intake-registered', trajectory, '2022-05-15', {
      client: { pseudonym: `housing-${n}` },
      provider: answer ? `INFL-${answer['Infl']!.toUpperCase()}` : 'INFL-NONE',
      municipality: answer ? (answer['Cont'] === 'Low' ? 'GM0344' : 'GM0363') : 'GM0599',
      careForm,
      referrer: '01',
      born: '2010-01-01',
      sex: 'O',
    }),
    sender.event('care-started', trajectory, '2022-06-01', { careForm, crisis: false }),
    sender.event('trajectory-ended', trajectory, ended, { endReason: '01' }),
    ...(answer
      ? [
          sender.event('exit-questionnaire-completed', trajectory, plusDays(ended, 7), {
            informant: n % 3 === 0 ? 'parent' : 'youth',
            usefulness: USEFULNESS[answer['Sat']!],
          }),
        ]
      : []),
  ];
}
