/** Two persons with every kind of stream and data, a correction, a retraction and a wrong client. */
import type { PersonHistory } from '#libs/facts';
import type { EventDataByName, EventName } from '#libs/trajectory';
import {
  correction,
  event,
  history,
  intake,
  retraction,
  trajectory,
  type OnStream,
} from '../../facts/testing/events.js';

const on = (effectiveOn: string) => ({ effectiveOn });

/** An event on a trajectory. */
function onT1<N extends EventName>(name: N, data: EventDataByName[N]): OnStream {
  return event(name, 'T1', data);
}

const ended = onT1('trajectory-ended', { ...on('2023-06-30'), endReason: '02' });
const paused = onT1('waiting-paused', { ...on('2023-01-05'), reason: 'other' });

/** A girl with a trajectory, a measure that is transferred, a probation and a client stream. */
export const ANNA: PersonHistory = history('anna', [
  intake('T1', 'anna', { provider: 'Zorg "A&B" <x>', referredOn: '2022-12-01', born: '2010' }),
  onT1('care-started', { ...on('2023-01-10'), careForm: '02', crisis: false }),
  paused,
  retraction(paused),
  onT1('plan-established', {
    ...on('2023-01-20'),
    form: 'written',
    familyGroupPlan: true,
    goals: [
      { goal: 'G1', scale: 'DR4' },
      { goal: 'G2', domain: 'school', scale: 'GAS5' },
    ],
  }),
  onT1('goal-updated', { ...on('2023-05-01'), goal: 'G1', status: 'scored', score: 3, moment: 'end' }),
  onT1('step-assessed', {
    ...on('2023-01-12'),
    moment: 'start',
    instrument: { id: 'STEP', version: '2' },
    scores: { FJ: 2.5, KO: 3 },
  }),
  onT1('step-assessed', {
    ...on('2023-06-20'),
    moment: 'end',
    instrument: { id: 'STEP', version: '2' },
    scores: [1, null, 2],
  }),
  onT1('cost-declared', { ...on('2023-07-10'), amountCents: 125050, periodFrom: '2023-01-10', periodTo: '2023-06-30' }),
  ended,
  correction(ended, { endReason: '01' }),
  event('protection-measure-imposed', 'M1', {
    ...on('2023-02-01'),
    client: { pseudonym: 'anna' },
    measureType: '11',
    institution: 'GI-1',
    municipality: 'GM0344',
    born: '2010-05-20',
    sex: 'V',
  }),
  event('protection-measure-transferred', 'M1', { ...on('2023-03-01'), toInstitution: 'GI-2' }),
  event('client-moved', 'anna', { ...on('2023-04-01'), municipality: 'GM0363' }),
]);

/** A boy with two trajectories of one provider. */
export const BRAM: PersonHistory = history('bram', [
  ...trajectory('T2', 'bram', '2023-02-01', '2023-05-01'),
  ...trajectory('T3', 'bram', '2023-08-01', undefined, { careForm: '11' }),
]);

/** One of whom nothing is left standing. */
export const NOBODY: PersonHistory = (() => {
  const opening = intake('T9', 'nobody');
  return history('nobody', [opening, retraction(opening)]);
})();

export async function* of(...persons: readonly PersonHistory[]): AsyncGenerator<PersonHistory> {
  yield* persons;
  await Promise.resolve();
}

/** All pieces of a text together. */
export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
