/** Typing errors that the ledger has no reason to refuse. */
import type { EventName } from '#libs/trajectory';
import type { Random } from '../random.js';
import type { Told } from '../story/story.js';

type Data = Readonly<Record<string, unknown>>;

/** The first day of the message's `data` is not misspelt, except an end that was typed some days late. */
export interface Misspelt {
  readonly on: number;
  readonly data: Data;
}

type Speller = (data: Data, random: Random) => Data | null;

const other = (field: string, values: readonly string[]): Speller => {
  return (data, random) => {
    if (data[field] === undefined) return null;
    return { ...data, [field]: random.one(values.filter((value) => value !== data[field])) };
  };
};

const SPELLERS: Partial<Record<EventName, Speller>> = {
  'intake-registered': other('referrer', ['01', '02', '03', '05']),
  'care-started': (data) => ({ ...data, crisis: !data['crisis'] }),
  'step-assessed': (data, random) => {
    const { scores } = data;
    if (typeof scores !== 'object' || scores === null || Array.isArray(scores)) return null;
    const code = random.one(Object.keys(scores));
    return { ...data, scores: { ...scores, [code]: random.int(1, 5) } };
  },
  'goal-updated': (data) => (data['score'] === undefined ? null : { ...data, score: data['score'] === 2 ? 1 : 2 }),
  'explanatory-analysis-completed': other('by', ['provider', 'local-team']),
  'exit-questionnaire-completed': (data, random) =>
    data['usefulness'] === undefined ? null : { ...data, usefulness: random.int(1, 10) },
  'cost-declared': (data) => ({ ...data, amountCents: Number(data['amountCents']) * 10 }),
  'trajectory-ended': other('endReason', ['01', '02', '03', '04']),
  'probation-ended': other('riskChange', ['41', '42', '43']),
  'protection-measure-ended': (data) => (data['endReason'] === '04' ? { ...data, endReason: '02' } : null),
  'offence-recorded': (data) => ('client' in data ? null : { ...data, caseStatus: 'pending' }),
};

/** What was typed instead, or null where this kind of message is never mistyped. */
export function misspell(told: Told, random: Random): Misspelt | null {
  if (told.name === 'trajectory-ended' && random.chance(0.3)) {
    const loggedOn = Math.floor(told.loggedAt / 86_400_000);
    return { on: Math.min(loggedOn, told.on + random.int(1, 10)), data: told.data };
  }
  const data = SPELLERS[told.name]?.(told.data, random);
  return data ? { on: told.on, data } : null;
}
