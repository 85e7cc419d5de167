/**
 * The worked example of the domain notes (11a) as events. Copies of it live side by side in one ledger: each has
 * ids and a municipality of its own, and `by=municipality` tells their figures apart.
 */
import { expect } from '@jest/globals';
import { plusDays } from '../support/day.js';
import { Sender, type SentEvent } from '../support/events.js';

interface Trajectory {
  readonly person: string;
  readonly id: string;
  readonly careForm: string;
  readonly start: string;
  readonly end?: string;
  readonly endReason?: string;
  readonly deceased?: true;
}

const TRAJECTORIES: readonly Trajectory[] = [
  { person: 'P1', id: 'T1', careForm: '02', start: '2022-02-01', end: '2023-03-10', endReason: '01' },
  { person: 'P1', id: 'T2', careForm: '02', start: '2023-03-12', end: '2023-09-01', endReason: '02' },
  { person: 'P2', id: 'T3', careForm: '14', start: '2022-09-01', end: '2023-04-30', endReason: '01' },
  { person: 'P2', id: 'T4', careForm: '11', start: '2023-05-01' },
  { person: 'P3', id: 'T5', careForm: '03', start: '2023-02-01', end: '2023-06-30', endReason: '03' },
  { person: 'P4', id: 'T6', careForm: '02', start: '2017-01-01', end: '2017-12-31', endReason: '01' },
  { person: 'P4', id: 'T7', careForm: '04', start: '2023-01-15' },
  { person: 'P5', id: 'T8', careForm: '02', start: '2022-01-01', end: '2023-02-28', endReason: '05', deceased: true },
];

/** How a copy names things, and who sends it. */
export class Copy {
  readonly municipality: string;
  readonly sender: Sender;

  constructor(readonly number: number) {
    this.municipality = `GM${1000 + number}`;
    this.sender = new Sender('urn:nld:kvknr:00000006:systeem:golden', `g${number}`);
  }

  id(name: string): string {
    return `g${this.number}-${name}`;
  }

  person(name: string): Record<string, unknown> {
    const client = { pseudonym: this.id(name) };
    return { client, municipality: this.municipality, born: '2010-05-05', sex: 'V' };
  }
}

/** The events of a copy as they should stand, opening events first. */
export function workedExample(copy: Copy): SentEvent[] {
  return [...TRAJECTORIES.flatMap((trajectory) => trajectoryEvents(copy, trajectory)), ...protectionEvents(copy)];
}

/** Intake a week before the start of care, the start, and the end where there is one. */
function trajectoryEvents(copy: Copy, trajectory: Trajectory): SentEvent[] {
  const { careForm, start, end, endReason, deceased } = trajectory;
  const subject = copy.id(trajectory.id);
  const opening = { ...copy.person(trajectory.person), provider: 'A', careForm, referrer: '01' };
  return [
    copy.sender.event('intake-registered', subject, plusDays(start, -7), opening),
    copy.sender.event('care-started', subject, start, { careForm, crisis: false }),
    ...(end === undefined
      ? []
      : [copy.sender.event('trajectory-ended', subject, end, { endReason, ...(deceased ? { deceased } : {}) })]),
  ];
}

/** A provisional supervision order (VOTS) that ends "according to plan" and goes on as a supervision order (OTS). */
function protectionEvents(copy: Copy): SentEvent[] {
  const person = { ...copy.person('P6'), institution: 'GI' };
  const imposed = (id: string, on: string, measureType: string) =>
    copy.sender.event('protection-measure-imposed', copy.id(id), on, { ...person, measureType });
  return [
    imposed('M1', '2023-01-10', '12'),
    copy.sender.event('protection-measure-ended', copy.id('M1'), '2023-04-09', { endReason: '04' }),
    imposed('M2', '2023-04-10', '11'),
  ];
}

const WINDOW = 'from=2023-01-01&to=2023-06-30';
const FOLLOWED = `${WINDOW}&observedUntil=2025-12-31`;

/** A request and what its one row must hold. */
export interface Figure {
  readonly request: string;
  readonly row: Record<string, unknown>;
}

const share = (numerator: number, denominator: number, deceased?: number): Record<string, unknown> => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : expect.closeTo(numerator / denominator, 10),
  ...(deceased === undefined ? {} : { excluded: { deceased } }),
});

/** The figures stated in domain.md 11a, and those that follow from it by indicators.md. */
export const FIGURES: readonly Figure[] = [
  {
    request: `/v1/flows?${WINDOW}`,
    row: {
      records: { opening: 3, in: 4, out: 4, closing: 3, active: 7 },
      persons: { opening: 3, in: 2, out: 2, closing: 3, active: 5 },
      measures: { opening: 0, in: 2, out: 1, closing: 1, active: 2 },
      probations: { opening: 0, in: 0, out: 0, closing: 0, active: 0 },
    },
  },
  { request: `/v1/indicators/repeat-start/values?${WINDOW}`, row: share(1, 4) },
  { request: `/v1/indicators/regular-ending/values?${WINDOW}`, row: { ...share(2, 4), missing: 0 } },
  { request: `/v1/indicators/dropout/values?${WINDOW}`, row: share(1, 3, 1) },
  { request: `/v1/indicators/dropout/values?${WINDOW}&codes=02,03,04,05`, row: share(1, 3, 1) },
  {
    request: `/v1/indicators/repeat-referral/values?${FOLLOWED}`,
    row: { ...share(1, 2, 1), immature: 0, lost: 0, missing: 0 },
  },
  { request: `/v1/indicators/repeat-referral/values?${FOLLOWED}&method=kaplan-meier`, row: share(1, 2) },
  { request: `/v1/indicators/repeat-referral/values?${FOLLOWED}&method=aalen-johansen`, row: share(1, 2) },
  {
    request: `/v1/indicators/flow-through/values?${FOLLOWED}`,
    row: {
      denominator: 3,
      immature: 0,
      value: expect.closeTo(1 / 3, 10),
      net: expect.closeTo(1 / 3, 10),
      classes: {
        lighter: expect.objectContaining(share(1, 3)),
        equal: expect.objectContaining(share(1, 3)),
        heavier: expect.objectContaining(share(0, 3)),
        none: expect.objectContaining(share(1, 3)),
      },
    },
  },
  { request: `/v1/indicators/measure-no-longer-needed/values?${FOLLOWED}`, row: share(0, 0) },
  { request: `/v1/indicators/measure-success/values?${FOLLOWED}`, row: share(0, 0) },
];

/** From-to table of care forms: T1 to T2, T3 to T4, T5 out; death is no transition. */
export const TRANSITIONS = [
  { from: '02', to: '02', count: 1 },
  { from: '03', to: null, count: 1 },
  { from: '14', to: '11', count: 1 },
];
