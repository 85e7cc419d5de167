/** OHDSI CohortIncidence examples as care: `reference/README.md`, section ohdsi. Cohort 100 = start and end of care, 200 = re-entry. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plusDays } from '../support/day.js';
import { Sender, type SentEvent } from '../support/events.js';
import { PROJECT_ROOT, sharedPath } from '../support/shared-folder.js';

interface CohortEntry {
  readonly cohort_definition_id: number;
  readonly subject_id: number;
  readonly cohort_start_date: string;
  readonly cohort_end_date: string;
}

interface DateWithOffset {
  readonly dateField: 'start' | 'end';
  readonly offset: number;
}

interface Design {
  readonly outcomeDefs: readonly { readonly id: number; readonly cleanWindow: number }[];
  readonly timeAtRiskDefs: readonly {
    readonly id: number;
    readonly start: DateWithOffset;
    readonly end: DateWithOffset;
  }[];
}

/** What the publication computed for one time at risk and one outcome; `_pe` = before the clean windows are taken away. */
export type Expected = Readonly<
  Record<
    | 'tar_id'
    | 'outcome_id'
    | 'persons_at_risk_pe'
    | 'persons_at_risk'
    | 'person_days_pe'
    | 'person_days'
    | 'person_outcomes_pe'
    | 'person_outcomes'
    | 'outcomes_pe'
    | 'outcomes',
    number
  > &
    Record<'incidence_proportion_p100p' | 'incidence_rate_p100py', number | null>
>;

const read = (name: string): unknown => JSON.parse(readFileSync(sharedPath('reference', 'ohdsi', name), 'utf8'));
/** The only table whose name, without the schema, is this. */
const tableOf = <T>(json: unknown, name: string): readonly T[] =>
  Object.entries(json as Record<string, readonly T[]>).find(([key]) => key.endsWith(`.${name}`))![1];

/** The definition of the language, as a researcher sends it. */
export const RE_ENTRY_RATE = readFileSync(join(PROJECT_ROOT, 'docs/examples/re-entry-rate.json'), 'utf8');

/** The events of a set: observation ends with the observation period. */
export function ohdsiEvents(set: string): SentEvent[] {
  const prep = read(`${set}_PREP.json`);
  const sender = new Sender(`urn:nld:kvknr:00000001:systeem:ohdsi-${set}`);
  const opening = (subject: string, client: string, on: string) =>
    sender.event('intake-registered', subject, on, {
      client: { pseudonym: client },
      provider: 'P1',
      municipality: 'GM0344',
      careForm: '02',
      referrer: '01',
      born: '1990-01-01',
      sex: 'O',
    });
  const clientOf = (id: number) => `ohdsi-${id}`;
  return [
    ...tableOf<CohortEntry>(prep, 'cohort').flatMap((entry, i) => {
      const [on, until] = [entry.cohort_start_date, entry.cohort_end_date];
      const trajectory = `ohdsi-T${entry.subject_id}-${i}`;
      const opened = opening(trajectory, clientOf(entry.subject_id), on);
      return entry.cohort_definition_id === 100
        ? [
            opened,
            sender.event('care-started', trajectory, on, { careForm: '02', crisis: false }),
            sender.event('trajectory-ended', trajectory, until, { endReason: '01' }),
          ]
        : [opened, sender.event('re-entry-registered', trajectory, on, { previousTrajectory: 'ohdsi-T1-0' })];
    }),
    ...tableOf<{ person_id: number; observation_period_end_date: string }>(prep, 'observation_period').map((period) =>
      sender.event('client-left-observation', clientOf(period.person_id), period.observation_period_end_date, {
        reason: 'other',
      }),
    ),
  ];
}

/** Every question of a set with what it must come to. */
export function ohdsiQuestions(set: string): { readonly request: string; readonly expected: Expected }[] {
  const { outcomeDefs, timeAtRiskDefs } = read(`${set}Test.json`) as Design;
  const verify = read(`${set}_VERIFY.json`);
  return tableOf<Expected>(verify, 'incidence_summary').map((expected) => {
    const { cleanWindow } = outcomeDefs.find(({ id }) => id === expected.outcome_id)!;
    const { start, end } = timeAtRiskDefs.find(({ id }) => id === expected.tar_id)!;
    const parameters = new URLSearchParams({
      from: '2000-01-01',
      to: '2000-12-31',
      observedUntil: '2026-01-01',
      riskFromDays: String(start.offset),
      riskEnd: end.dateField,
      riskUntilDays: String(end.offset),
      cleanDays: String(cleanWindow),
    });
    return { request: `/v1/indicators/re-entry-rate/values?${parameters.toString()}`, expected };
  });
}

/** A re-entry in the time at risk that is registered by mistake and retracted: the figures stay. */
export function noise(set: string): SentEvent[] {
  const sender = new Sender(`urn:nld:kvknr:00000001:systeem:noise-${set}`);
  const [intake] = ohdsiEvents(set);
  const on = plusDays(intake!.data.effectiveOn!, 5);
  const opened = sender.event('intake-registered', 'ohdsi-wrong', on, { ...intake!.data, effectiveOn: on });
  const wrong = sender.event('re-entry-registered', 'ohdsi-wrong', on, { previousTrajectory: 'ohdsi-T1-0' });
  return [opened, wrong, sender.retraction(wrong, '2001-02-01')];
}

/** A start of care that turns out to have been a day earlier: the days at risk change. */
export function correctionOf(set: string): SentEvent[] {
  const sender = new Sender(`urn:nld:kvknr:00000001:systeem:late-${set}`);
  const events = ohdsiEvents(set);
  const earlier = (event: SentEvent) =>
    sender.correction(event, '2001-02-01', { ...event.data, effectiveOn: plusDays(event.data.effectiveOn!, -1) });
  return events.slice(0, 2).map(earlier);
}
