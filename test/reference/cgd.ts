/** CGD recurrent infections as returning clients: `reference/README.md`, section cgd. */
import { readCsv, type CsvRow } from '../support/csv.js';
import { plusDays } from '../support/day.js';
import { Sender, type SentEvent } from '../support/events.js';
import { sharedPath } from '../support/shared-folder.js';

/** The one delivery of this set, in the order given. */
export function cgdEvents(): SentEvent[] {
  const sender = new Sender('urn:nld:kvknr:00000003:systeem:cgd');
  const rows = readCsv(sharedPath('reference', 'cgd', 'cgd.csv'));
  // The default sort compares by code unit, which for these ASCII names is the byte order the mapping asks for.
  const centres = [...new Set(rows.map((row) => row['center']!))].sort();
  const persons = new Map<string, CsvRow[]>();
  for (const row of rows) persons.set(row['id']!, [...(persons.get(row['id']!) ?? []), row]);
  return [...persons.values()].flatMap((ofPerson) => {
    const provider = `C${String(centres.indexOf(ofPerson[0]!['center']!) + 1).padStart(2, '0')}`;
    return eventsOfPerson(sender, ofPerson, provider);
  });
}

function eventsOfPerson(sender: Sender, rows: readonly CsvRow[], provider: string): SentEvent[] {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const id = first['id']!;
  const client = `cgd-${id}`;
  const person = {
    client: { pseudonym: client },
    municipality: 'GM0344',
    born: '1975-01-01',
    sex: first['sex'] === 'female' ? 'V' : 'M',
  };
  const trajectory = (subject: string, careForm: string, from: string, until: string, previousTrajectory?: string) => [
    sender.event('intake-registered', subject, from, {
      ...person,
      provider,
      careForm,
      referrer: '01',
      ...(previousTrajectory === undefined ? {} : { previousTrajectory }),
    }),
    ...(previousTrajectory === undefined
      ? []
      : [sender.event('re-entry-registered', subject, from, { previousTrajectory })]),
    sender.event('care-started', subject, from, { careForm, crisis: false }),
    sender.event('trajectory-ended', subject, until, { endReason: '01' }),
  ];
  const randomised = first['random']!;
  let previous = `cgd-T${id}-0`;
  const events = trajectory(
    previous,
    first['treat'] === 'placebo' ? '02' : '04',
    plusDays(randomised, -30),
    randomised,
  );
  for (const row of rows.filter(({ status }) => status === '1')) {
    const subject = `cgd-T${id}-${row['enum']}`;
    const day = row['stop_date']!;
    events.push(...trajectory(subject, row['enum'] === '1' ? '03' : '12', day, day, previous));
    previous = subject;
  }
  const probation = `cgd-O${id}`;
  const seenUntil = last['stop_date']!;
  return [
    ...events,
    sender.event('probation-started', probation, randomised, { ...person, probationType: '42', institution: provider }),
    sender.event('probation-ended', probation, seenUntil),
    sender.event('client-left-observation', client, seenUntil, { reason: 'other' }),
  ];
}
