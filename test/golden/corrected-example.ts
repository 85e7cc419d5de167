/** Versions of the worked example in which something was wrong at first and came right by corrections and retractions. */
import { plusDays } from '../support/day.js';
import { nameOf, type SentEvent } from '../support/events.js';
import type { Copy } from './worked-example.js';

type Data = SentEvent['data'];

const FOUND_ON = '2024-02-01';

/** Data that is wrong and yet breaks no rule, for an event of the example. */
function wrongData(event: SentEvent, copy: Copy, random: () => number): Data {
  const { data } = event;
  const day = data.effectiveOn!;
  const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  switch (nameOf(event)) {
    case 'intake-registered':
      return pick<Data>(
        { ...data, effectiveOn: plusDays(day, -40) },
        { ...data, client: { pseudonym: copy.id('P9') } },
        { ...data, client: { pseudonym: copy.id('P1') }, provider: 'B' },
        { ...data, careForm: '13', municipality: 'GM0003', born: '2001' },
      );
    case 'care-started':
      return pick<Data>(
        { ...data, careForm: '13' },
        { ...data, effectiveOn: plusDays(day, 3) },
        { ...data, crisis: true },
      );
    case 'trajectory-ended':
      return pick<Data>(
        { effectiveOn: day, endReason: 'unknown' },
        { effectiveOn: plusDays(day, 200), endReason: '04' },
        { effectiveOn: plusDays(day, 1), endReason: '05', deceased: true },
      );
    case 'protection-measure-imposed':
      return pick<Data>(
        { ...data, effectiveOn: plusDays(day, -5) },
        { ...data, measureType: data['measureType'] === '11' ? '12' : '11' },
      );
    default:
      return pick<Data>({ effectiveOn: plusDays(day, 30), endReason: '02' }, { effectiveOn: day, endReason: '05' });
  }
}

/** Ways in which an event of the example comes to stand right in the end. */
const DETOURS: readonly ((event: SentEvent, copy: Copy, random: () => number) => SentEvent[])[] = [
  /** Wrong, then corrected. */
  (event, copy, random) => [
    { ...event, data: wrongData(event, copy, random) },
    copy.sender.correction(event, FOUND_ON, event.data),
  ],
  /** Wrong, corrected to something wrong, corrected again. */
  (event, copy, random) => [
    { ...event, data: wrongData(event, copy, random) },
    copy.sender.correction(event, FOUND_ON, wrongData(event, copy, random), 'late-information'),
    copy.sender.correction(event, FOUND_ON, event.data),
  ],
  /** Right, corrected by mistake, and the mistake retracted. */
  (event, copy, random) => {
    const mistake = copy.sender.correction(event, FOUND_ON, wrongData(event, copy, random));
    return [event, mistake, copy.sender.retraction(mistake, FOUND_ON)];
  },
  /** Wrong, corrected wrongly, and that correction corrected. */
  (event, copy, random) => {
    const first = copy.sender.correction(event, FOUND_ON, wrongData(event, copy, random));
    const second = copy.sender.correction(first, FOUND_ON, { ...first.data, data: event.data });
    return [{ ...event, data: wrongData(event, copy, random) }, first, second];
  },
  /** Two corrections, the one that holds retracted: the one before holds again. */
  (event, copy, random) => {
    const right = copy.sender.correction(event, FOUND_ON, event.data);
    const mistake = copy.sender.correction(event, FOUND_ON, wrongData(event, copy, random));
    return [
      { ...event, data: wrongData(event, copy, random) },
      right,
      mistake,
      copy.sender.retraction(mistake, FOUND_ON),
    ];
  },
];

const OPENINGS = ['intake-registered', 'protection-measure-imposed'];

/** Ways for an event that does not open its stream. */
const DETOURS_OF_OTHERS: typeof DETOURS = [
  ...DETOURS,
  /** Retracted, and sent anew under another id. */
  (event, copy, random) => [
    { ...event, data: wrongData(event, copy, random) },
    copy.sender.retraction(event, FOUND_ON),
    { ...event, id: `${event.id}-again` },
  ],
  /** Right, retracted by mistake, and the retraction retracted. */
  (event, copy) => {
    const mistake = copy.sender.retraction(event, FOUND_ON);
    return [event, mistake, copy.sender.retraction(mistake, FOUND_ON)];
  },
];

/** A trajectory that never was: told and taken back whole. */
function neverWas(copy: Copy): SentEvent[] {
  const subject = copy.id('T9');
  const opening = { ...copy.person('P1'), provider: 'A', careForm: '02', referrer: '01' };
  const told = [
    copy.sender.event('intake-registered', subject, '2023-02-01', opening),
    copy.sender.event('care-started', subject, '2023-02-01', { careForm: '02', crisis: false }),
    copy.sender.event('trajectory-ended', subject, '2023-06-01', { endReason: '01' }),
  ];
  return [...told, ...told.toReversed().map((event) => copy.sender.retraction(event, FOUND_ON, 'wrong-client'))];
}

/** The example with about two of three events taking a detour, and a trajectory that never was. */
export function correctedExample(events: readonly SentEvent[], copy: Copy, random: () => number): SentEvent[] {
  const told = events.flatMap((event) => {
    if (random() < 0.33) return [event];
    const ways = OPENINGS.includes(nameOf(event)) ? DETOURS : DETOURS_OF_OTHERS;
    return ways[Math.floor(random() * ways.length)]!(event, copy, random);
  });
  return [...told, ...neverWas(copy)];
}
