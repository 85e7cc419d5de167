/**
 * Two pseudonyms that turn out to be one person: each indicator before and after `clients-linked`.
 * Every pair has a provider or institution of its own, by which its figures are told apart.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFactStore, type FactStore } from '#libs/facts';
import type { EventDataByName } from '#libs/trajectory';
import { event, intake, stored, trajectory, type OnStream } from '../../libs/facts/testing/events.js';
import { questions, type AnyRow, type Questions } from './support/facts.js';

const W = { from: '2023-01-01', to: '2023-12-31' };

/** One trajectory of a client of a pair; its id is the client's. */
const care = (client: string, start: string, end?: string, careForm: '02' | '14' = '02', born = '2010-05-20') =>
  trajectory(client, client, start, end, { provider: client.slice(0, 2), careForm, born });

const measure = (client: string, measureType: '11' | '12', on: string, end?: string): OnStream[] => {
  const opening: EventDataByName['protection-measure-imposed'] = {
    ...{ effectiveOn: on, client: { pseudonym: client }, measureType, institution: client.slice(0, 2) },
    ...{ municipality: 'GM0344', born: '2010-05-20', sex: 'V' },
  };
  const imposed = event('protection-measure-imposed', `M-${client}`, opening);
  if (end === undefined) return [imposed];
  return [imposed, event('protection-measure-ended', `M-${client}`, { effectiveOn: end, endReason: '04' })];
};

const plan = (subject: string, on: string, goal: string) =>
  event('plan-established', subject, { effectiveOn: on, form: 'written', goals: [{ goal, scale: 'DR4' }] });
const scored = (subject: string, on: string, goal: string, score: number) =>
  event('goal-updated', subject, { effectiveOn: on, goal, status: 'scored', score, moment: 'end' });
const step = (subject: string, on: string, moment: 'start' | 'end', score: number) =>
  event('step-assessed', subject, {
    ...{ effectiveOn: on, moment, instrument: { id: 'STEP', version: '1' }, scores: { FJ: score, KO: score } },
  });
const cost = (subject: string, amountCents: number) =>
  event('cost-declared', subject, {
    ...{ effectiveOn: '2023-06-01', amountCents, periodFrom: '2023-01-01', periodTo: '2023-01-31' },
  });

const PAIRS: Readonly<Record<string, readonly OnStream[]>> = {
  // Back ten days after the end.
  RR: [...care('RR-a', '2022-01-01', '2023-03-10'), ...care('RR-b', '2023-03-20'), cost('RR-a', 1_000)],
  // From form 02 into form 14 the day after.
  EP: [...care('EP-a', '2022-01-01', '2023-03-10'), ...care('EP-b', '2023-03-11', '2023-06-01', '14')],
  // One provider, one form, and days shared: one record.
  MR: [
    ...care('MR-a', '2022-01-01', '2023-03-10'),
    ...care('MR-b', '2023-03-01', '2023-05-31'),
    ...[plan('MR-a', '2022-01-20', 'g1'), scored('MR-a', '2023-03-10', 'g1', 4)],
    ...[plan('MR-b', '2023-05-01', 'g1'), scored('MR-b', '2023-05-31', 'g1', 1)],
    event('exit-questionnaire-completed', 'MR-a', { effectiveOn: '2023-03-10', informant: 'youth', usefulness: 8 }),
    ...[step('MR-a', '2022-01-01', 'start', 4), step('MR-b', '2023-05-31', 'end', 3)],
    ...[cost('MR-a', 10_000), cost('MR-b', 10_000)],
  ],
  // The analysis stands on a trajectory that never started.
  EX: [
    intake('EX-a', 'EX-a', { effectiveOn: '2023-01-05', provider: 'EX' }),
    event('explanatory-analysis-completed', 'EX-a', { effectiveOn: '2023-01-10', by: 'provider' }),
    ...care('EX-b', '2023-03-31'),
  ],
  PP: [
    ...care('PP-a', '2020-01-01', undefined, '02', '2006-01-01'),
    ...care('PP-b', '2021-01-01', undefined, '14', '2006-01-01'),
    event('perspective-plan-made', 'PP-b', { effectiveOn: '2022-02-01', domains: ['housing'] }),
  ],
  MN: [...measure('MN-a', '12', '2023-01-10', '2023-03-10'), ...measure('MN-b', '11', '2023-03-12')],
  MS: [...measure('MS-a', '11', '2022-01-01', '2023-03-10'), ...measure('MS-b', '11', '2023-06-01')],
  RC: [
    event('probation-started', 'O-RC', {
      ...{ effectiveOn: '2022-01-01', client: { pseudonym: 'RC-a' }, probationType: '41', institution: 'RC' },
      ...{ municipality: 'GM0344', born: '2010-05-20', sex: 'V' },
    }),
    event('probation-ended', 'O-RC', { effectiveOn: '2023-03-10', riskChange: '41' }),
    event('justice-register-matched', 'RC-b', {
      ...{ effectiveOn: '2026-01-01', coveredFrom: '2020-01-01', coveredUntil: '2025-12-31' },
    }),
    event('offence-recorded', 'RC-b', { effectiveOn: '2023-05-01', offence: 'general', caseStatus: 'valid' }),
  ],
  // What is known of the other pseudonym alone: that the client died, or left.
  DE: [...care('DE-a', '2022-01-01', '2023-03-10'), event('client-deceased', 'DE-b', { effectiveOn: '2023-03-10' })],
  WT: [
    intake('WT-a', 'WT-a', { effectiveOn: '2023-01-10', referredOn: '2023-01-10', provider: 'WT' }),
    event('client-left-observation', 'WT-b', { effectiveOn: '2023-01-15', reason: 'emigrated' }),
  ],
};

const one = (numerator: number, denominator: number) => ({ numerator, denominator });
const none = (what: object) => ({ denominator: 0, reason: 'no-cases', ...what });

/** Pair, indicator, question, and what the row has while nobody knows and once the link is there. */
const FIGURES: readonly [pair: string, id: string, query: object, before: object, after: object][] = [
  ['RR', 'repeat-referral', {}, one(0, 1), one(1, 1)],
  ['RR', 'repeat-referral', { level: 'record' }, one(0, 1), one(1, 1)],
  ['RR', 'repeat-referral', { method: 'kaplan-meier' }, { value: 0 }, { value: 1 }],
  ['RR', 'no-new-start', {}, { value: 1 }, { value: 0 }],
  ['RR', 'repeat-start', {}, one(0, 1), one(1, 1)],
  ['RR', 'costs', {}, { successes: 1, perSuccess: 1_000 }, { successes: 0, perSuccess: null }],
  ['EP', 'repeat-referral', {}, one(0, 2), one(0, 1)],
  ['EP', 'regular-ending', { countFormChange: 'false' }, one(2, 2), one(1, 1)],
  ['EP', 'flow-through', {}, { net: 0 }, { net: -0.5, denominator: 2 }],
  ['EP', 'outflow', {}, one(2, 2), one(1, 2)],
  ['MR', 'throughput-time', {}, { n: 2, mean: 262 }, { n: 1, mean: 515 }],
  ['MR', 'regular-ending', {}, one(2, 2), one(1, 1)],
  ['MR', 'goal-attainment', {}, { ...one(1, 2), perRecord: one(1, 2) }, { ...one(1, 2), perRecord: one(0, 1) }],
  ['MR', 'goals-realised', {}, one(1, 2), one(0, 1)],
  ['MR', 'client-satisfaction', {}, { n: 1, response: one(1, 2) }, { n: 1, response: one(1, 1) }],
  ['MR', 'severity-reduction', {}, none({ missing: 2 }), { ...one(1, 1), missing: 0, meanChange: 1 }],
  ['MR', 'problem-reduction', {}, none({ missing: 2 }), { ...one(1, 1), missing: 0, meanChange: 1 }],
  ['MR', 'plan-on-time', { from: '2022-01-01' }, one(1, 2), one(1, 1)],
  ['MR', 'costs', {}, { n: 2, mean: 10_000 }, { n: 1, mean: 20_000 }],
  ['EX', 'explanatory-analysis', {}, one(0, 1), one(1, 1)],
  ['PP', 'perspective-plan', {}, one(1, 2), one(1, 1)],
  ['PP', 'reach', {}, { n: 2 }, { n: 1 }],
  ['PP', 'residential-share', {}, one(1, 2), one(1, 1)],
  ['MN', 'measure-no-longer-needed', {}, one(1, 1), none({ excluded: { deceased: 0, continued: 1, ageOut: 0 } })],
  ['MS', 'measure-success', {}, one(0, 1), one(1, 1)],
  ['RC', 'recidivism', {}, none({ missing: 1 }), { ...one(1, 1), missing: 0 }],
  ['RC', 'probation-outcome', {}, one(1, 1), one(1, 1)],
  ['DE', 'dropout', {}, one(0, 1), none({ excluded: { deceased: 1 } })],
  ['DE', 'repeat-referral', {}, one(0, 1), none({ excluded: { deceased: 1 } })],
  ['DE', 'outflow', {}, one(1, 1), none({ excluded: { deceased: 1 } })],
  ['WT', 'time-to-care', {}, one(0, 1), none({ lost: 1 })],
  ['WT', 'waiting-list', {}, { n: 1 }, { n: 0 }],
];

describe('given two pseudonyms, and then their link', () => {
  const events = Object.values(PAIRS).flat();
  const links = Object.keys(PAIRS).map((pair) =>
    event('clients-linked', `${pair}-a`, { effectiveOn: '2024-06-01', otherClient: `${pair}-b` }),
  );
  let facts: FactStore;
  beforeAll(async () => {
    facts = await openFactStore(':memory:', { readers: 1, duckdb: { threads: '1' } });
    await facts.apply(stored([...events, ...links]));
  });
  afterAll(() => facts.close());

  const beforeAndAfter = async <T>(ask: (asking: Questions) => Promise<T>): Promise<T[]> => [
    await facts.withView(String(events.length), (view) => ask(questions(view))),
    await facts.withView(undefined, (view) => ask(questions(view))),
  ];

  it.each(FIGURES)('%s: %s %j', async (provider, id, query, before, after) => {
    const rows = await beforeAndAfter((asking) => asking.row(id, { ...W, provider, ...query }));
    expect(rows).toMatchObject([before, after]);
  });

  it('stocks of persons and steps between forms', async () => {
    const stocks = await beforeAndAfter((asking) => asking.flows({ ...W, provider: 'PP' }));
    expect(stocks).toMatchObject([
      [{ records: { active: 2 }, persons: { active: 2 } }],
      [{ records: { active: 2 }, persons: { active: 1 } }],
    ]);
    const steps = await beforeAndAfter((asking) => asking.flows({ ...W, provider: 'EP' }));
    const out = { from: '14', to: null, count: 1 };
    expect(steps.map(([row]: AnyRow) => row.transitions)).toEqual([
      [{ from: '02', to: null, count: 1 }, out],
      [{ from: '02', to: '14', count: 1 }, out],
    ]);
  });
});
