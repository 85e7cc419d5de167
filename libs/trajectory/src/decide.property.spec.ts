import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accept, arriving, commands } from '../testing/arbitraries.js';
import { TODAY } from '../testing/decider-specification.js';
import { correction, retraction } from '../testing/events.js';
import { isChange, resolve, targetOf } from './corrections/resolve.js';
import { decide } from './decide.js';
import type { CareEvent, RecordedCareEvent } from './events/care-event.js';
import { keyOf } from './events/key.js';
import { stateOf } from './state/index.js';

const kinds = ['trajectory', 'measure'] as const;

/** What stands, without the places in the ledger that arrival gives. */
const standing = (history: readonly RecordedCareEvent[]) =>
  resolve(history).standing.map(({ source, id, name, data }) => ({ source, id, name, data }));

/** Whether, when both stand in one stream, `a` must arrive before `b`. */
function mustPrecede(a: CareEvent, b: CareEvent): boolean {
  if (a.name === 'intake-registered' || a.name === 'protection-measure-imposed') return true;
  if (b.name === 'goal-updated' && b.data.status !== 'added') {
    const { goal } = b.data;
    if (a.name === 'plan-established') return a.data.goals.some((planned) => planned.goal === goal);
    return a.name === 'goal-updated' && a.data.status === 'added' && a.data.goal === goal;
  }
  return false;
}

/**
 * Pauses and authorisations in the order in which they take turns, by thing that is turned on and off. A resumption
 * refers to its pause as a score refers to its goal: each turn must arrive after the one before it.
 */
function turnsOf(history: readonly RecordedCareEvent[]): RecordedCareEvent[] {
  const begins = (e: CareEvent): boolean => e.name === 'waiting-paused' || e.name === 'placement-authorised';
  const things = new Map<string, RecordedCareEvent[]>();
  for (const e of resolve(history).standing) {
    if (!/^(waiting|placement)-/.test(e.name)) continue;
    const thing = 'authorisation' in e.data ? e.data.authorisation : 'wait';
    things.set(thing, [...(things.get(thing) ?? []), e]);
  }
  return [...things.values()].flatMap((turns) => {
    const ordered: RecordedCareEvent[] = [];
    while (turns.length > 0) {
      const on = ordered.length % 2 === 1;
      const next = turns.findIndex((e) => begins(e) !== on);
      ordered.push(...turns.splice(next, 1));
    }
    return ordered;
  });
}

/** Puts events in another order of arrival that keeps references: `weights` says which of those possible comes next. */
function rearrange(
  events: readonly RecordedCareEvent[],
  weights: readonly number[],
  precedes: (a: RecordedCareEvent, b: RecordedCareEvent) => boolean,
): RecordedCareEvent[] {
  const left = [...events];
  const arranged: RecordedCareEvent[] = [];
  while (left.length > 0) {
    const ready = left.filter((b) => !left.some((a) => a !== b && precedes(a, b)));
    const next = ready[(weights[arranged.length] ?? 0) % ready.length]!;
    left.splice(left.indexOf(next), 1);
    arranged.push(arriving(next, arranged.length));
  }
  return arranged;
}

const weights = fc.array(fc.nat({ max: 50 }), { minLength: 30, maxLength: 30 });

describe.each(kinds)('a %s', (kind) => {
  it('is accepted in any order of arrival that keeps references, and comes to the same', () => {
    fc.assert(
      fc.property(commands(kind, false), weights, (list, order) => {
        const history = accept(kind, list);
        const turns = turnsOf(history);
        const inTurn = (a: RecordedCareEvent, b: RecordedCareEvent): boolean =>
          /^(waiting|placement)-/.test(a.name) && turns.indexOf(a) < turns.indexOf(b);
        const other = rearrange(history, order, (a, b) => mustPrecede(a, b) || inTurn(a, b));
        other.forEach((next, i) => expect(decide(kind, other.slice(0, i), next, TODAY)).toBeNull());
        expect(standing(other)).toEqual(standing(history));
        expect(stateOf(kind, other)).toEqual(stateOf(kind, history));
      }),
      { numRuns: 300 },
    );
  });

  it('never holds what its rules forbid, whatever is corrected and retracted', () => {
    fc.assert(
      fc.property(commands(kind, true), (list) => {
        const stands = standing(accept(kind, list));
        const dates = (name: string) => stands.filter((e) => e.name === name).map((e) => e.data.effectiveOn);
        const [opening, end] =
          kind === 'trajectory'
            ? [dates('intake-registered'), dates('trajectory-ended')]
            : [dates('protection-measure-imposed'), dates('protection-measure-ended')];
        const start = dates('care-started');
        expect(opening).toHaveLength(stands.length > 0 ? 1 : 0);
        expect(Math.max(start.length, end.length)).toBeLessThanOrEqual(1);
        for (const on of [...start, ...end, ...dates('waiting-paused'), ...dates('placement-authorised')]) {
          expect(on >= opening[0]!).toBe(true);
        }
        if (end.length > 0) {
          for (const on of [...start, ...dates('plan-established'), ...dates('protection-measure-transferred')]) {
            expect(on <= end[0]!).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is as if nothing happened after a correction or retraction that is retracted', () => {
    fc.assert(
      fc.property(commands(kind, true), fc.nat(), fc.boolean(), (list, pick, retract) => {
        const history = accept(kind, list);
        const target = history[pick % history.length]!;
        const change = retract ? retraction('change', target) : correction('change', target, {});
        if (decide(kind, history, change, TODAY) !== null) return;
        const changed = [...history, arriving(change, history.length)];
        const undo = retraction('undo', change);
        expect(decide(kind, changed, undo, TODAY)).toBeNull();
        const undone = [...changed, arriving(undo, changed.length)];
        expect(standing(undone)).toEqual(standing(history));
        expect(stateOf(kind, undone)).toEqual(stateOf(kind, history));
      }),
      { numRuns: 300 },
    );
  });

  it('depends on arrival only in which of several corrections of one event holds', () => {
    fc.assert(
      fc.property(commands(kind, true), weights, (list, order) => {
        const history = accept(kind, list);
        const target = (e: CareEvent): string | null => (isChange(e) ? keyOf(targetOf(e)!) : null);
        const other = rearrange(history, order, (a, b) => {
          if (target(b) === keyOf(a)) return true;
          return target(a) !== null && target(a) === target(b) && a.revision < b.revision;
        });
        expect(standing(other)).toEqual(standing(history));
      }),
      { numRuns: 300 },
    );
  });

  it('leaves all other events as they stood when one arrives that changes none', () => {
    fc.assert(
      fc.property(commands(kind, true), (list) => {
        const history = accept(kind, list);
        const steps = history.map((_, i) => standing(history.slice(0, i + 1)));
        const changed = history.map((e, i) => (isChange(e) ? null : [steps[i], steps[i - 1] ?? []]));
        for (const pair of changed) {
          // An event that is no change adds itself and leaves all others as they stood.
          if (pair !== null) expect(pair[0]).toEqual(expect.arrayContaining(pair[1]!));
        }
      }),
      { numRuns: 100 },
    );
  });
});
