/** Cases of refusals that what the ledger holds shows: contract section 3. */
import { after, alone, type RefusalCase } from './refusal-case.js';

/** What the ledger holds shows: status 409. */
export const SHOWN_BY_THE_LEDGER: readonly RefusalCase[] = [
  [
    'before-birth',
    'an analysis before the birth that the intake says',
    (make) =>
      after(
        [make.intake()],
        make.at('explanatory-analysis-completed', '2010-05-04', { by: 'provider' }),
        '/data/effectiveOn',
      ),
  ],
  [
    'before-birth',
    'a birth date corrected to after an analysis',
    (make) => {
      const intake = make.intake();
      const analysis = make.at('explanatory-analysis-completed', '2011-01-01', { by: 'provider' });
      return after([intake, analysis], make.correction(intake, { ...intake.data, born: '2012' }));
    },
  ],
  [
    'event-id-conflict',
    'the same key with other data',
    (make) => {
      const intake = make.intake();
      return after([intake], { ...intake, data: { ...intake.data, referrer: '02' } });
    },
  ],
  [
    'event-id-conflict',
    'the same key for another subject',
    (make) => {
      const intake = make.intake();
      return after([intake], { ...intake, subject: `${intake.subject}-2` });
    },
  ],
  [
    'wrong-revision',
    'If-Match names an older revision',
    (make) => ({
      given: [make.intake(), make.started()],
      refused: make.ended(),
      headers: { 'if-match': '"0"' },
    }),
  ],
  [
    'unknown-event',
    'a correction of what is not there',
    (make) => {
      const intake = make.intake();
      return after([intake], make.correction(make.started(), make.started().data));
    },
  ],
  [
    'unknown-event',
    'a retraction of what is not there',
    (make) => after([make.intake()], make.retraction(make.started())),
  ],
  [
    'other-stream',
    'a correction under another subject',
    (make) => {
      const [one, two] = [make.intake(), make.intake('2024-01-10', {}, `${make.trajectory}2`)];
      return after([one, two], { ...make.correction(one, one.data), subject: two.subject });
    },
  ],
  [
    'other-target',
    'a correction of a correction that points elsewhere',
    (make) => {
      const [intake, started] = [make.intake(), make.started()];
      const correction = make.correction(started, { ...started.data, effectiveOn: '2024-02-03' });
      const corrects = { source: intake.source, id: intake.id };
      const moved = make.correction(correction, { ...correction.data, corrects });
      return after([intake, started, correction], moved, '/data/data/corrects');
    },
  ],
  [
    'retracted',
    'a correction of what is retracted',
    (make) => {
      const [intake, started] = [make.intake(), make.started()];
      return after([intake, started, make.retraction(started)], make.correction(started, started.data));
    },
  ],
  [
    'retracted',
    'a second retraction',
    (make) => {
      const [intake, started] = [make.intake(), make.started()];
      return after([intake, started, make.retraction(started)], make.retraction(started));
    },
  ],
  ['not-opened', 'a trajectory', (make) => alone(make.started())],
  [
    'not-opened',
    'a measure',
    (make) => alone(make.onMeasure('protection-measure-ended', '2024-03-01', { endReason: '04' })),
  ],
  ['not-opened', 'a probation', (make) => alone(make.onProbation('probation-ended', '2024-03-01'))],
  [
    'not-opened',
    'the opening retracted while something else stands',
    (make) => {
      const intake = make.intake();
      return after([intake, make.started()], make.retraction(intake));
    },
  ],
  ['already-opened', 'a trajectory', (make) => after([make.intake()], make.intake('2024-01-11'))],
  ['already-opened', 'a measure', (make) => after([make.imposed()], make.imposed('2024-01-11'))],
  ['already-opened', 'a probation', (make) => after([make.probationStarted()], make.probationStarted('2024-01-11'))],
  ['before-opening', 'a start', (make) => after([make.intake()], make.started('2024-01-09'), '/data/effectiveOn')],
  ['before-opening', 'an end', (make) => after([make.intake()], make.ended('2024-01-09'), '/data/effectiveOn')],
  [
    'before-opening',
    'a pause',
    (make) => after([make.intake()], make.at('waiting-paused', '2024-01-09', { reason: 'other' }), '/data/effectiveOn'),
  ],
  [
    'before-opening',
    'a transfer',
    (make) =>
      after(
        [make.imposed()],
        make.onMeasure('protection-measure-transferred', '2024-01-09', { toInstitution: 'GI-2' }),
        '/data/effectiveOn',
      ),
  ],
  [
    'before-opening',
    'an authorisation',
    (make) =>
      after(
        [make.imposed()],
        make.onMeasure('placement-authorised', '2024-01-09', { authorisation: '72' }),
        '/data/effectiveOn',
      ),
  ],
  [
    'before-opening',
    'an intake corrected to after the start',
    (make) => {
      const intake = make.intake();
      return after([intake, make.started()], make.correction(intake, { ...intake.data, effectiveOn: '2024-03-01' }));
    },
  ],
  ['already-started', 'a second start', (make) => after([make.intake(), make.started()], make.started('2024-02-02'))],
  [
    'already-ended',
    'a second end',
    (make) => after([make.intake(), make.started(), make.ended()], make.ended('2024-07-01')),
  ],
  [
    'already-ended',
    'a measure',
    (make) =>
      after(
        [make.imposed(), make.onMeasure('protection-measure-ended', '2024-03-01', { endReason: '04' })],
        make.onMeasure('protection-measure-ended', '2024-02-01', { endReason: '04' }),
      ),
  ],
  [
    'already-ended',
    'a probation',
    (make) =>
      after(
        [make.probationStarted(), make.onProbation('probation-ended', '2024-03-01')],
        make.onProbation('probation-ended', '2024-02-01'),
      ),
  ],
  [
    'end-before-start',
    'an end',
    (make) => after([make.intake(), make.started()], make.ended('2024-01-31'), '/data/effectiveOn'),
  ],
  [
    'end-before-start',
    'a start after the end',
    (make) => after([make.intake(), make.ended('2024-01-31')], make.started('2024-02-01'), '/data/effectiveOn'),
  ],
  [
    'end-before-start',
    'an end corrected to before the start',
    (make) => {
      const ended = make.ended();
      return after(
        [make.intake(), make.started(), ended],
        make.correction(ended, { ...ended.data, effectiveOn: '2024-01-20' }),
      );
    },
  ],
  [
    'after-end',
    'a plan',
    (make) => after([make.intake(), make.started(), make.ended()], make.plan('2024-06-29'), '/data/effectiveOn'),
  ],
  [
    'after-end',
    'an interim assessment',
    (make) =>
      after(
        [make.intake(), make.started(), make.ended()],
        make.at('step-assessed', '2024-07-01', {
          moment: 'interim',
          instrument: { id: 'STEP', version: '1' },
          scores: { FJ: 2 },
        }),
      ),
  ],
  [
    'after-end',
    'an end before what has happened',
    (make) => after([make.intake(), make.started(), make.plan('2024-08-01')], make.ended()),
  ],
  [
    'after-end',
    'a measure',
    (make) =>
      after(
        [make.imposed(), make.onMeasure('protection-measure-ended', '2024-03-01', { endReason: '04' })],
        make.onMeasure('protection-measure-transferred', '2024-03-02', { toInstitution: 'GI-2' }),
      ),
  ],
  [
    'after-end',
    'a probation',
    (make) =>
      after(
        [make.probationStarted(), make.onProbation('probation-ended', '2024-03-01')],
        make.onProbation('probation-transferred', '2024-03-02', { toInstitution: 'GI-2' }),
      ),
  ],
  [
    'unknown-goal',
    'never added',
    (make) => after([make.intake()], make.goal('2024-03-01', 'scored', { score: 2 }), '/data/goal'),
  ],
  [
    'unknown-goal',
    'dated before it was added',
    (make) => after([make.intake(), make.plan()], make.goal('2024-02-09', 'scored', { score: 2 })),
  ],
  [
    'unknown-goal',
    'the plan that added it retracted',
    (make) => {
      const plan = make.plan();
      return after([make.intake(), plan, make.goal('2024-03-01', 'scored', { score: 2 })], make.retraction(plan));
    },
  ],
  [
    'goal-exists',
    'added again',
    (make) => after([make.intake(), make.plan()], make.goal('2024-03-01', 'added', { scale: 'DR4' }), '/data/goal'),
  ],
  [
    'goal-exists',
    'twice in one plan',
    (make) =>
      after(
        [make.intake()],
        make.plan('2024-02-10', [
          { goal: 'g1', scale: 'DR4' },
          { goal: 'g1', scale: 'GAS5' },
        ]),
      ),
  ],
  [
    'wrong-scale',
    'scored on another scale',
    (make) =>
      after(
        [make.intake(), make.plan()],
        make.goal('2024-03-01', 'scored', { score: 2, scale: 'GAS5' }),
        '/data/scale',
      ),
  ],
  [
    'score-out-of-range',
    'DR4 0',
    (make) => after([make.intake(), make.plan()], make.goal('2024-03-01', 'scored', { score: 0 }), '/data/score'),
  ],
  [
    'score-out-of-range',
    'GAS5 -3',
    (make) =>
      after(
        [make.intake(), make.plan('2024-02-10', [{ goal: 'g1', scale: 'GAS5' }])],
        make.goal('2024-03-01', 'scored', { score: -3 }),
        '/data/score',
      ),
  ],
  [
    'score-out-of-range',
    'half a point',
    (make) => after([make.intake(), make.plan()], make.goal('2024-03-01', 'scored', { score: 2.5 }), '/data/score'),
  ],
  [
    'goal-withdrawn',
    'scored after it',
    (make) =>
      after(
        [make.intake(), make.plan(), make.goal('2024-03-01', 'withdrawn')],
        make.goal('2024-03-02', 'scored', { score: 2 }),
      ),
  ],
  [
    'goal-withdrawn',
    'withdrawn twice',
    (make) =>
      after([make.intake(), make.plan(), make.goal('2024-03-01', 'withdrawn')], make.goal('2024-03-02', 'withdrawn')),
  ],
  [
    'not-paused',
    'a resumption alone',
    (make) => after([make.intake()], make.at('waiting-resumed', '2024-01-20', { reason: 'other' })),
  ],
  [
    'already-paused',
    'a second pause',
    (make) =>
      after(
        [make.intake(), make.at('waiting-paused', '2024-01-20', { reason: 'other' })],
        make.at('waiting-paused', '2024-01-22', { reason: 'matching' }),
      ),
  ],
  [
    'wrong-end-reason',
    'a guardianship reason on an OTS',
    (make) =>
      after(
        [make.imposed()],
        make.onMeasure('protection-measure-ended', '2024-03-01', { endReason: '14' }),
        '/data/endReason',
      ),
  ],
  [
    'wrong-end-reason',
    '07 on an OTS',
    (make) =>
      after(
        [make.imposed()],
        make.onMeasure('protection-measure-ended', '2024-03-01', { endReason: '07' }),
        '/data/endReason',
      ),
  ],
  [
    'wrong-end-reason',
    'an OTS reason on guardianship',
    (make) =>
      after(
        [make.imposed('2024-01-10', { measureType: '21' })],
        make.onMeasure('protection-measure-ended', '2024-03-01', { endReason: '01' }),
        '/data/endReason',
      ),
  ],
  [
    'already-authorised',
    'of the same kind',
    (make) =>
      after(
        [make.imposed(), make.onMeasure('placement-authorised', '2024-02-01', { authorisation: '72' })],
        make.onMeasure('placement-authorised', '2024-02-02', { authorisation: '72' }),
      ),
  ],
  [
    'not-authorised',
    'of another kind',
    (make) =>
      after(
        [make.imposed(), make.onMeasure('placement-authorised', '2024-02-01', { authorisation: '72' })],
        make.onMeasure('placement-authorisation-ended', '2024-02-02', { authorisation: '71' }),
      ),
  ],
  [
    'already-deceased',
    'a second death',
    (make) => after([make.onClient('client-deceased', '2024-02-01')], make.onClient('client-deceased', '2024-02-02')),
  ],
];
