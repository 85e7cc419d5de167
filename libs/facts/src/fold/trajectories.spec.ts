import { describe, expect, it } from '@jest/globals';
import { correction, event, intake, trajectory } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';

const start = (on: string) => event('care-started', 'T1', { effectiveOn: on, careForm: '02', crisis: true });
const paused = (on: string, reason: 'matching' | 'other' = 'other') =>
  event('waiting-paused', 'T1', { effectiveOn: on, reason });
const resumed = (on: string) => event('waiting-resumed', 'T1', { effectiveOn: on, reason: 'other' });
const opening = intake('T1', 'p', { effectiveOn: '2023-01-10' });

describe('a trajectory', () => {
  it('waits until it starts and lasts until it ends', () => {
    const opened = intake('T1', 'p', { effectiveOn: '2023-01-10', referredOn: '2023-01-01', decidedOn: '2023-01-05' });
    const row = {
      person: 'p',
      id: 'T1',
      provider: 'A',
      careForm: '02',
      referrer: '01',
      intakeOn: '2023-01-10',
      referredOn: '2023-01-01',
      decidedOn: '2023-01-05',
      registeredOn: '2023-01-05',
    };
    const waiting = {
      record: null,
      crisis: null,
      startOn: null,
      endOn: null,
      endReason: null,
      endImputed: null,
      deceased: false,
    };
    expect(folded('trajectory', [opened])).toEqual([{ ...row, ...waiting }]);
    const end = event('trajectory-ended', 'T1', { effectiveOn: '2023-09-01', endReason: 'unknown', imputed: true });
    expect(folded('trajectory', [opened, start('2023-02-01'), end])).toEqual([
      {
        ...row,
        record: 'T1',
        crisis: true,
        startOn: '2023-02-01',
        endOn: '2023-09-01',
        endReason: 'unknown',
        endImputed: true,
        deceased: false,
      },
    ]);
  });

  it.each([
    [{ referredOn: '2023-01-07', decidedOn: '2023-01-05' }, '2023-01-07'],
    [{ referredOn: '2023-01-01' }, '2023-01-01'],
    [{ decidedOn: '2023-01-02' }, '2023-01-02'],
    [{}, null],
  ])('is registered on the later of referral and decision, or on the one known: %j', (dates, expected) => {
    expect(folded('trajectory', [intake('T1', 'p', dates)], ['registeredOn'])).toEqual([[expected]]);
  });

  it('is told by its events whatever order they came in', () => {
    const [intaken, started, ended] = trajectory('T1', 'p', '2023-01-01', '2023-02-01');
    const late = correction(ended!, { effectiveOn: '2023-03-01' });
    expect(folded('trajectory', [intaken!, ended!, late, started!], ['startOn', 'endOn'])).toEqual([
      ['2023-01-01', '2023-03-01'],
    ]);
  });
});

describe('pauses of the wait', () => {
  const pauses = (...events: ReturnType<typeof paused | typeof resumed | typeof start>[]) =>
    folded('waitingPause', [opening, ...events], ['fromOn', 'untilOn', 'reason']);

  it('end at the resumption', () => {
    expect(
      pauses(paused('2023-02-01', 'matching'), resumed('2023-02-11'), paused('2023-03-01'), resumed('2023-03-02')),
    ).toEqual([
      ['2023-02-01', '2023-02-11', 'matching'],
      ['2023-03-01', '2023-03-02', 'other'],
    ]);
  });

  it('end at the start of care when nobody resumed', () => {
    expect(pauses(paused('2023-02-01'), start('2023-02-20'))).toEqual([['2023-02-01', '2023-02-20', 'other']]);
  });

  it('go on while neither has come', () => {
    expect(pauses(paused('2023-02-01'))).toEqual([['2023-02-01', null, 'other']]);
  });

  it('may end and begin again on one day', () => {
    expect(pauses(paused('2023-02-01', 'matching'), resumed('2023-02-11'), paused('2023-02-11'))).toEqual([
      ['2023-02-01', '2023-02-11', 'matching'],
      ['2023-02-11', null, 'other'],
    ]);
  });
});
