/** What happens along a random trajectory. */
import fc from 'fast-check';
import { on, pick, type Draft } from './random-days.js';

/** Something that happens along a trajectory, so many days from its start or its end; most of it on the edges of a window. */
export const along = fc
  .record({
    name: pick(
      'waiting-paused',
      'waiting-resumed',
      'step-assessed',
      'step-assessed',
      'step-assessed',
      'plan-established',
      'goal-updated',
      'goal-updated',
      'goal-updated',
      'explanatory-analysis-completed',
      'perspective-plan-made',
      'exit-questionnaire-completed',
      'exit-questionnaire-completed',
      'cost-declared',
      'cost-declared',
    ),
    fromEnd: fc.boolean(),
    offset: pick(-366, -365, -91, -90, -43, -42, -20, -2, -1, 0, 0, 1, 5, 30, 41, 42, 43, 90),
    moment: pick('start', 'start', 'interim', 'end', 'end'),
    version: pick('1', '1', '1', '2'),
    instrument: pick('STEP', 'STEP', 'STEP', 'SDQ'),
    scores: fc.record(
      { FJ: pick(1, 1.5, 2, 3, 3.3, 4), KO: pick(1, 2, 2.5, 4.1), ZZ: pick(1, 5) },
      { requiredKeys: [] },
    ),
    /** In place of scores by scale: item scores, some not answered. */
    items: fc.option(fc.array(pick(1, 2, 3, 4.5, null), { minLength: 0, maxLength: 7 }), { freq: 2 }),
    goal: pick('g1', 'g2', 'g3'),
    status: pick('scored', 'scored', 'scored', 'scored', 'added', 'withdrawn'),
    score: pick(-1, 0, 1, 2, 3, 3, 4),
    scale: pick('DR4', 'GAS5', 'GAS6'),
    goalMoment: pick(undefined, 'interim', 'end', 'end'),
    informant: pick('youth', 'parent'),
    usefulness: fc.option(pick(1, 4, 5, 6, 7, 10), { freq: 4 }),
    withoutHelp: fc.option(pick('01', '02', '03', '04'), { freq: 2 }),
    domains: fc.subarray(['housing', 'income', 'support', 'wellbeing']),
    amount: pick(-500, 0, 1, 999, 12_345),
  })
  .map((a) => (id: string, start: number, end: number): Draft => {
    const at = on((a.fromEnd ? end : start) + a.offset);
    const data: Record<string, object> = {
      'waiting-paused': { reason: 'other' },
      'waiting-resumed': { reason: 'other' },
      'step-assessed': {
        moment: a.moment,
        instrument: { id: a.instrument, version: a.version },
        scores: a.items ?? a.scores,
      },
      'plan-established': {
        form: 'written',
        goals: [
          { goal: 'g1', scale: 'DR4' },
          { goal: 'g2', scale: 'GAS5' },
        ].filter(({ goal }) => goal !== a.goal),
      },
      'goal-updated': {
        goal: a.goal,
        status: a.status,
        ...(a.status === 'added' ? { scale: a.scale } : {}),
        ...(a.status === 'scored' ? { score: a.score } : {}),
        ...(a.status === 'scored' && a.goalMoment ? { moment: a.goalMoment } : {}),
      },
      'explanatory-analysis-completed': { by: 'provider' },
      'perspective-plan-made': { domains: a.domains },
      'exit-questionnaire-completed': {
        informant: a.informant,
        ...(a.usefulness === null ? {} : { usefulness: a.usefulness }),
        ...(a.withoutHelp === null ? {} : { withoutHelp: a.withoutHelp }),
      },
      'cost-declared': { amountCents: a.amount, periodFrom: at, periodTo: at },
    };
    return { name: a.name, subject: id, data: { effectiveOn: at, ...data[a.name] } };
  });

/** What is measured of most trajectories: severity at start and end, and the scores of a plan's goals. */
export const outcome = fc
  .record({
    startAt: pick(-91, -90, -7, 0, 42, 43),
    endAt: pick(-43, -42, 0, 0, 42, 43),
    before: fc.record({ FJ: pick(3, 3.3, 4), KO: pick(1, 2, 4.1) }),
    after: fc.record({ FJ: pick(2.8, 3, 3.8), KO: pick(1, 1.9) }, { requiredKeys: [] }),
    scores: fc.tuple(pick(2, 3, 4), pick(-1, 0, 1)),
    last: pick('interim', 'end', 'end', 'end'),
  })
  .map((o) => (id: string, start: number, end: number): Draft[] => {
    const step = (at: number, moment: string, scores: object): Draft => ({
      name: 'step-assessed',
      subject: id,
      data: { effectiveOn: on(at), moment, instrument: { id: 'STEP', version: '1' }, scores },
    });
    const goals = ['DR4', 'GAS5'].map((scale, i) => ({ goal: `g${i + 1}`, scale }));
    const scored = goals.map(({ goal }, i): Draft => {
      const data = { effectiveOn: on(end), goal, status: 'scored', score: o.scores[i], moment: o.last };
      return { name: 'goal-updated', subject: id, data };
    });
    return [
      step(start + o.startAt, 'start', o.before),
      step(end + o.endAt, 'end', o.after),
      { name: 'plan-established', subject: id, data: { effectiveOn: on(start), form: 'oral', goals } },
      ...scored,
    ];
  });
