import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arriving, commands } from '../../testing/arbitraries.js';
import { TODAY } from '../../testing/decider-specification.js';
import { correction, event, recorded, retraction } from '../../testing/events.js';
import { isChange } from '../corrections/resolve.js';
import { decide } from '../decide.js';
import type { RecordedCareEvent } from '../events/care-event.js';
import { judgeAlone } from '../rules/alone.js';
import { outlineOf } from './outline-of.js';

describe.each(['trajectory', 'measure', 'probation'] as const)('the outline of a %s', (kind) => {
  it.each([false, true])(
    'admits nothing that is refused, and what a history says it says too; changes: %s',
    (changes) => {
      fc.assert(
        fc.property(commands(kind, changes), (list) => {
          const history: RecordedCareEvent[] = [];
          let outline = outlineOf(kind, history);
          list.forEach((command, i) => {
            const next = command(history, `e${i}`);
            if (next === null || judgeAlone(next, TODAY).length > 0) return;
            const refusal = decide(kind, history, next, TODAY);
            const admitted = outline.admits(next);
            expect(outlineOf(kind, history).admits(next)).toBe(admitted);
            if (admitted) expect(refusal).toBeNull();
            // Only what takes turns, and changes, may be accepted without being admitted.
            if (!isChange(next) && !/^(waiting|placement)-/.test(next.name)) {
              expect(admitted).toBe(refusal === null);
            }
            if (refusal !== null) return;
            history.push(arriving(next, history.length));
            if (isChange(next)) outline = outlineOf(kind, history);
            else outline.follow(next);
          });
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('an outline', () => {
  it('admits a trajectory as it usually goes, from the intake to the last costs', () => {
    const outline = outlineOf('trajectory', []);
    const course = [
      event('a', 'intake-registered', '2024-01-01'),
      event('b', 'waiting-paused', '2024-01-05'),
      event('c', 'waiting-resumed', '2024-01-09'),
      event('d', 'care-started', '2024-02-01'),
      event('e', 'plan-established', '2024-02-03', { goals: [{ goal: 'g1', scale: 'DR4' }] }),
      event('f', 'goal-updated', '2024-03-01', { goal: 'g1', status: 'scored', scale: undefined, score: 3 }),
      event('g', 'trajectory-ended', '2024-06-01'),
      event('h', 'cost-declared', '2024-07-01'),
    ];
    for (const next of course) {
      expect([next.name, outline.admits(next)]).toEqual([next.name, true]);
      outline.follow(next);
    }
    expect(outline.admits(event('i', 'plan-established', '2024-06-02'))).toBe(false);
    expect(outline.admits(event('i', 'cost-declared', '2009-01-01'))).toBe(false);
  });

  it('admits what is told of a client, a death apart, and no change', () => {
    const outline = outlineOf('client', []);
    const moved = event('a', 'client-moved', '2024-01-01');
    expect(outline.admits(moved)).toBe(true);
    expect(outline.admits(event('b', 'client-deceased', '2024-01-01'))).toBe(false);
    expect(outline.admits(correction('c', moved, {}))).toBe(false);
    expect(outline.admits(retraction('d', moved))).toBe(false);
  });

  it('admits a measure as it usually goes, and an end that fits its type', () => {
    const outline = outlineOf('measure', []);
    const course = [
      event('a', 'protection-measure-imposed', '2024-01-01', { measureType: '11' }),
      event('b', 'placement-authorised', '2024-01-05', { authorisation: '71' }),
      event('c', 'protection-measure-transferred', '2024-02-01'),
      event('d', 'placement-authorised', '2024-02-01', { authorisation: '72' }),
      event('e', 'placement-authorisation-ended', '2024-03-01', { authorisation: '71' }),
    ];
    for (const next of course) {
      expect([next.name, outline.admits(next)]).toEqual([next.name, true]);
      outline.follow(next);
    }
    expect(outline.admits(event('f', 'placement-authorised', '2024-03-02', { authorisation: '72' }))).toBe(false);
    expect(outline.admits(event('f', 'protection-measure-transferred', '2023-12-31'))).toBe(false);
    const end = event('f', 'protection-measure-ended', '2024-06-01', { endReason: '01' });
    expect(outline.admits({ ...end, data: { ...end.data, endReason: '11' } })).toBe(false);
    expect(outline.admits({ ...end, data: { ...end.data, effectiveOn: '2024-02-29' } })).toBe(false);
    expect(outline.admits(end)).toBe(true);
    outline.follow(end);
    expect(outline.admits({ ...end, id: 'g' })).toBe(false);
    expect(outline.admits(event('g', 'protection-measure-transferred', '2024-06-01'))).toBe(true);
    expect(outline.admits(event('g', 'protection-measure-transferred', '2024-06-02'))).toBe(false);
  });

  it('admits the beginning of a probation once', () => {
    const outline = outlineOf('probation', []);
    const opening = event('a', 'probation-started', '2024-01-01');
    expect(outline.admits(opening)).toBe(true);
    outline.follow(opening);
    expect(outline.admits({ ...opening, id: 'b' })).toBe(false);
  });

  it('admits nothing more where the history breaks a rule already', () => {
    const [intake, start] = [event('a', 'intake-registered', '2024-01-01'), event('b', 'care-started', '2024-01-02')];
    const broken = recorded(intake, start, { ...start, id: 'c' });
    expect(outlineOf('trajectory', recorded(intake, start)).admits(event('d', 'step-assessed', '2024-01-03'))).toBe(
      true,
    );
    expect(outlineOf('trajectory', broken).admits(event('d', 'step-assessed', '2024-01-03'))).toBe(false);
  });
});
