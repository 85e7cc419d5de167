import { describe, expect, it } from '@jest/globals';
import { correction, event, recorded, retraction } from '../../testing/events.js';
import type { CareEvent } from '../events/care-event.js';
import { layersOf } from './layers.js';
import { resolve } from './resolve.js';

const intake = event('intake', 'intake-registered', '2024-01-10');
const start = event('start', 'care-started', '2024-02-01');
const fix = correction('fix', start, { effectiveOn: '2024-02-02' });
const fix2 = correction('fix-2', start, { effectiveOn: '2024-02-03' });

/** Each standing event as id and date. */
const standing = (...events: CareEvent[]): string[] =>
  resolve(recorded(...events)).standing.map(({ id, data }) => `${id} ${data.effectiveOn}`);

describe('what stands', () => {
  it('is everything, in date order, when nothing was changed', () => {
    expect(standing(intake, event('analysis', 'explanatory-analysis-completed', '2024-01-05'), start)).toEqual([
      'analysis 2024-01-05',
      'intake 2024-01-10',
      'start 2024-02-01',
    ]);
    expect(standing()).toEqual([]);
  });

  it('has the data of a correction, in the place of its new date', () => {
    expect(standing(intake, start, correction('early', start, { effectiveOn: '2024-01-01' }))).toEqual([
      'start 2024-01-01',
      'intake 2024-01-10',
    ]);
  });

  it('has the data of the correction recorded last', () => {
    expect(standing(intake, start, fix, fix2)).toContain('start 2024-02-03');
    expect(standing(intake, start, fix2, fix)).toContain('start 2024-02-02');
  });

  it('goes back to the correction before when the last is retracted', () => {
    expect(standing(intake, start, fix, fix2, retraction('r', fix2))).toContain('start 2024-02-02');
    expect(standing(intake, start, fix, fix2, retraction('r', fix))).toContain('start 2024-02-03');
    expect(standing(intake, start, fix, fix2, retraction('r', fix), retraction('r2', fix2))).toContain(
      'start 2024-02-01',
    );
  });

  it('follows the correction of a correction, which keeps its place among several', () => {
    const mended = correction('mended', fix, { data: { ...start.data, effectiveOn: '2024-02-09' } });
    expect(standing(intake, start, fix, mended)).toContain('start 2024-02-09');
    expect(standing(intake, start, fix, fix2, mended)).toContain('start 2024-02-03');
    expect(standing(intake, start, fix, mended, retraction('r', mended))).toContain('start 2024-02-02');
    expect(standing(intake, start, fix, mended, retraction('r', fix))).toContain('start 2024-02-01');
  });

  it('leaves out what is retracted, corrected or not', () => {
    expect(standing(intake, start, retraction('r', start))).toEqual(['intake 2024-01-10']);
    expect(standing(intake, start, fix, retraction('r', start))).toEqual(['intake 2024-01-10']);
  });

  it('brings back what it was when the retraction is retracted', () => {
    const r = retraction('r', start);
    const r2 = retraction('r2', r);
    expect(standing(intake, start, fix, r, r2)).toContain('start 2024-02-02');
    expect(standing(intake, start, fix, r, r2, retraction('r3', r2))).toEqual(['intake 2024-01-10']);
  });

  it('does not follow a correction that moves the target of another', () => {
    const moved = correction('moved', fix, { corrects: { source: intake.source, id: 'intake' } });
    expect(standing(intake, start, fix, moved)).toEqual(['intake 2024-01-10', 'start 2024-02-02']);
  });

  it('is not touched by what points at nothing, at something later or at itself', () => {
    expect(standing(intake, retraction('r', start), start)).toContain('start 2024-02-01');
    const self = {
      ...retraction('self', start),
      data: { ...retraction('self', start).data, retracts: { source: start.source, id: 'self' } },
    };
    expect(standing(intake, self)).toEqual(['intake 2024-01-10']);
    expect(resolve(recorded(self)).entries[0]!.status).toBe('standing');
  });

  it('does not depend on the order of the list, only on revisions', () => {
    const history = recorded(intake, start, fix, fix2, retraction('r', fix2));
    expect(resolve([...history].reverse())).toEqual(resolve(history));
  });

  it('leaves the history as it was', () => {
    const history = recorded(intake, start, fix);
    const before = structuredClone(history);
    resolve(history);
    expect(history).toEqual(before);
  });
});

describe('entries', () => {
  it('show what became of every event and what did it', () => {
    const r = retraction('r', fix2);
    const end = event('end', 'trajectory-ended', '2024-06-30');
    const { entries } = resolve(recorded(intake, start, fix, fix2, r, end, retraction('r2', end)));
    expect(entries.map((e) => [e.event.id, e.status, e.by?.id ?? null])).toEqual([
      ['intake', 'standing', null],
      ['start', 'corrected', 'fix'],
      ['fix', 'standing', null],
      ['fix-2', 'retracted', 'r'],
      ['r', 'standing', null],
      ['end', 'retracted', 'r2'],
      ['r2', 'standing', null],
    ]);
    const both = resolve(recorded(intake, start, fix, retraction('gone', start))).entries[1]!;
    expect([both.status, both.by?.id, both.effective.data.effectiveOn]).toEqual(['retracted', 'gone', '2024-02-02']);
    expect(entries[1]!.event.data.effectiveOn).toBe('2024-02-01');
    expect(entries[1]!.effective.data.effectiveOn).toBe('2024-02-02');
    expect(entries[1]!.effective).toMatchObject({ id: 'start', name: 'care-started', revision: 1, position: '2' });
  });
});

describe('layers of a correction', () => {
  it('do not follow a recorded correction to what arrived after it', () => {
    const [later] = recorded(fix, start);
    expect(layersOf(recorded(fix, start), later!)).toBeNull();
  });

  it('go down to the event that is none', () => {
    const mended = correction('mended', fix, { data: { ...start.data, effectiveOn: '2024-02-09' } });
    const history = recorded(intake, start, fix);
    expect(layersOf(history, mended)!.map(({ name, pointer, target }) => [name, pointer, target.id])).toEqual([
      ['event-corrected', '/data/data', 'fix'],
      ['care-started', '/data/data/data', 'start'],
    ]);
    expect(layersOf(history, mended)![1]!.data).toMatchObject({ effectiveOn: '2024-02-09' });
  });

  it('stop at a retraction, which holds no data of another event', () => {
    const gone = retraction('gone', start);
    const layers = layersOf(recorded(intake, start, gone), correction('x', gone, { reason: 'other' }))!;
    expect(layers.map(({ name }) => name)).toEqual(['event-retracted']);
  });

  it('are unknown when a target is, and none for other events', () => {
    expect(layersOf(recorded(intake), fix)).toBeNull();
    expect(layersOf(recorded(intake, fix), correction('x', fix, {}))).toBeNull();
    expect(layersOf(recorded(intake, start), event('end', 'trajectory-ended', '2024-06-30'))).toEqual([]);
  });

  it('give no data where a correction holds none', () => {
    const { data } = correction('mended', fix, {});
    const broken = event('mended', 'event-corrected', '2025-06-01', { ...data, data: {} });
    const layers = layersOf(recorded(intake, start, fix), broken)!;
    expect(layers.map((layer) => layer.data)).toEqual([{}, undefined]);
  });
});
