import { describe, expect, it } from '@jest/globals';
import { correction, event, recorded, retraction } from '../../testing/events.js';
import type { CareEvent } from '../events/care-event.js';
import { clientOf, stateOf } from './index.js';

const intake = event('intake', 'intake-registered', '2024-01-10');
const start = event('start', 'care-started', '2024-02-01', { careForm: '03', crisis: true });
const end = event('end', 'trajectory-ended', '2024-06-30', { endReason: '03' });

describe('state of a trajectory', () => {
  it('is empty before the intake', () => {
    expect(stateOf('trajectory', [])).toMatchObject({ phase: 'not-opened', client: null, goals: [], pauses: [] });
  });

  it('goes from waiting, by pauses, to care and its end', () => {
    const paused = event('p', 'waiting-paused', '2024-01-12');
    const phase = (...events: CareEvent[]) => stateOf('trajectory', recorded(...events)).phase;
    expect(phase(intake)).toBe('waiting');
    expect(phase(intake, paused)).toBe('paused');
    expect(phase(intake, paused, event('r', 'waiting-resumed', '2024-01-15'))).toBe('waiting');
    expect(phase(intake, paused, start)).toBe('in-care');
    expect(phase(intake, end, start)).toBe('ended');
    expect(phase(intake, end, retraction('x', end))).toBe('waiting');
  });

  it('tells what stands', () => {
    expect(
      stateOf('trajectory', recorded(intake, start, end, correction('x', end, { effectiveOn: '2024-07-31' }))),
    ).toMatchObject({
      kind: 'trajectory',
      client: 'p-anna',
      openedOn: '2024-01-10',
      born: '2010-05-20',
      sex: 'V',
      municipality: 'GM0344',
      provider: 'prov-1',
      referrer: '01',
      careForm: '03',
      startedOn: '2024-02-01',
      crisis: true,
      endedOn: '2024-07-31',
      endReason: '03',
    });
    expect(stateOf('trajectory', recorded(intake)).careForm).toBe('02');
  });

  it('lists goals with their scores', () => {
    const history = recorded(
      intake,
      event('plan', 'plan-established', '2024-02-10', { goals: [{ goal: 'a', scale: 'DR4', domain: 'school' }] }),
      event('b', 'goal-updated', '2024-03-01', { goal: 'b', status: 'added', scale: 'GAS5' }),
      event('s2', 'goal-updated', '2024-06-01', {
        goal: 'a',
        status: 'scored',
        scale: undefined,
        score: 4,
        moment: 'end',
      }),
      event('s1', 'goal-updated', '2024-04-01', { goal: 'a', status: 'scored', scale: undefined, score: 2 }),
      event('w', 'goal-updated', '2024-05-01', { goal: 'b', status: 'withdrawn', scale: undefined }),
    );
    expect(stateOf('trajectory', history).goals).toEqual([
      {
        goal: 'a',
        domain: 'school',
        scale: 'DR4',
        addedOn: '2024-02-10',
        withdrawnOn: null,
        scores: [
          { on: '2024-04-01', score: 2, moment: 'interim' },
          { on: '2024-06-01', score: 4, moment: 'end' },
        ],
      },
      { goal: 'b', domain: null, scale: 'GAS5', addedOn: '2024-03-01', withdrawnOn: '2024-05-01', scores: [] },
    ]);
  });

  it('gives pauses as spans', () => {
    const history = recorded(
      intake,
      event('p1', 'waiting-paused', '2024-01-12'),
      event('r1', 'waiting-resumed', '2024-01-15'),
      event('p2', 'waiting-paused', '2024-01-15'),
      event('p3', 'waiting-paused', '2024-01-20'),
    );
    expect(stateOf('trajectory', history.slice(0, 4)).pauses).toEqual([
      { from: '2024-01-12', until: '2024-01-15' },
      { from: '2024-01-15', until: null },
    ]);
    const oneDay = recorded(
      intake,
      event('p', 'waiting-paused', '2024-01-12'),
      event('r', 'waiting-resumed', '2024-01-12'),
    );
    expect(stateOf('trajectory', oneDay).pauses).toEqual([{ from: '2024-01-12', until: '2024-01-12' }]);
  });
});

describe('state of a measure and a probation', () => {
  it('tells who carries a measure out, what was authorised and how it ended', () => {
    const history = recorded(
      event('o', 'protection-measure-imposed', '2024-01-10', { measureType: '12' }),
      event('a2', 'placement-authorised', '2024-05-01', { authorisation: '71' }),
      event('a1', 'placement-authorised', '2024-02-01'),
      event('t', 'protection-measure-transferred', '2024-03-01'),
      event('e1', 'placement-authorisation-ended', '2024-04-01'),
      event('end', 'protection-measure-ended', '2024-06-30', { endReason: '07' }),
    );
    expect(stateOf('measure', history)).toMatchObject({
      kind: 'measure',
      phase: 'ended',
      measureType: '12',
      institution: 'GI-2',
      carriers: [
        { institution: 'GI-1', from: '2024-01-10' },
        { institution: 'GI-2', from: '2024-03-01' },
      ],
      authorisations: [
        { authorisation: '71', from: '2024-05-01', until: null },
        { authorisation: '72', from: '2024-02-01', until: '2024-04-01' },
      ],
      endedOn: '2024-06-30',
      endReason: '07',
    });
    expect(stateOf('measure', history.slice(0, 1))).toMatchObject({
      phase: 'in-force',
      endedOn: null,
      endReason: null,
    });
    expect(stateOf('measure', [])).toMatchObject({ phase: 'not-opened', institution: null, carriers: [] });
  });

  it('tells how a probation ended', () => {
    const history = recorded(
      event('o', 'probation-started', '2024-01-10'),
      event('end', 'probation-ended', '2024-06-30', { riskChange: '42', careAfter: '51' }),
    );
    expect(stateOf('probation', history)).toMatchObject({
      kind: 'probation',
      phase: 'ended',
      institution: 'GI-1',
      probationType: '41',
      riskChange: '42',
      careAfter: '51',
      recognisedIntervention: null,
    });
    expect(stateOf('probation', history.slice(0, 1)).phase).toBe('in-force');
  });
});

describe('state of a client', () => {
  it('gathers what is known of the person', () => {
    const history = recorded(
      event('m2', 'client-moved', '2024-05-01', { municipality: 'GM0363' }),
      event('m1', 'client-moved', '2023-05-01'),
      event('l', 'clients-linked', '2024-01-01'),
      event('f', 'offence-recorded', '2024-01-02'),
      event('j2', 'justice-register-matched', '2025-01-01', { coveredFrom: '2023-06-01', coveredUntil: '2024-06-01' }),
      event('j1', 'justice-register-matched', '2024-01-01', { coveredFrom: '2022-01-01', coveredUntil: '2023-05-31' }),
      event('j3', 'justice-register-matched', '2025-01-01', { coveredFrom: '2025-01-01', coveredUntil: '2025-01-01' }),
      event('j4', 'justice-register-matched', '2025-01-01', { coveredFrom: '2023-01-01', coveredUntil: '2023-02-01' }),
      event('d', 'client-deceased', '2025-02-01'),
    );
    expect(stateOf('client', history, 'p-anna')).toEqual({
      kind: 'client',
      client: 'p-anna',
      deceasedOn: '2025-02-01',
      municipality: 'GM0363',
      inObservation: true,
      leftOn: null,
      linkedTo: ['p-anne'],
      offences: 1,
      covered: [
        { from: '2022-01-01', until: '2024-06-01' },
        { from: '2025-01-01', until: '2025-01-01' },
      ],
    });
  });

  it('follows the client out of sight and back', () => {
    const left = event('left', 'client-left-observation', '2024-01-01');
    const back = event('back', 'client-returned-to-observation', '2024-06-01');
    expect(stateOf('client', recorded(left))).toMatchObject({ inObservation: false, leftOn: '2024-01-01' });
    expect(stateOf('client', recorded(back, left))).toMatchObject({ inObservation: true, leftOn: null });
  });
});

describe('the client of a stream', () => {
  it('is that of the standing opening event', () => {
    const moved = correction('x', intake, { client: { pseudonym: 'p-bo' } });
    expect(clientOf('trajectory', 'S-1', recorded(intake, start))).toBe('p-anna');
    expect(clientOf('trajectory', 'S-1', recorded(intake, start, moved))).toBe('p-bo');
    expect(clientOf('trajectory', 'S-1', recorded(intake, moved, retraction('r', moved)))).toBe('p-anna');
    expect(clientOf('trajectory', 'S-1', recorded(intake, retraction('r', intake)))).toBeNull();
    expect(clientOf('measure', 'S-1', [])).toBeNull();
  });

  it('is the subject of a client stream', () => {
    expect(clientOf('client', 'p-cas', [])).toBe('p-cas');
  });
});
