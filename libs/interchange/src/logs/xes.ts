/** Event logs in XES (IEEE 1849-2016) for pm4py, bupaR, ProM and Disco. */
import { eventIdOf } from '#libs/codec';
import type { PersonHistory } from '#libs/facts';
import { onStream, standingEventsOf, type StandingEvent } from '../events/person-events.js';
import { carriersOf, type Carrier } from './carriers.js';
import { attributesOf, instantOf, type AttributeKind } from './event-attributes.js';
import { emptyElement } from './xml.js';

/** What a trace is: all events of a person, or those of one trajectory. */
export const TRACES = ['person', 'trajectory'] as const;
export type Trace = (typeof TRACES)[number];

/** Where a log comes from; stands in it as attributes. */
export interface LogOrigin {
  readonly position: string;
  readonly recordedAt: string | null;
  readonly program: string;
}

const EXTENSIONS = [
  ['Concept', 'concept', 'http://www.xes-standard.org/concept.xesext'],
  ['Time', 'time', 'http://www.xes-standard.org/time.xesext'],
  ['Lifecycle', 'lifecycle', 'http://www.xes-standard.org/lifecycle.xesext'],
  ['Organizational', 'org', 'http://www.xes-standard.org/org.xesext'],
  ['Identity', 'identity', 'http://www.xes-standard.org/identity.xesext'],
] as const;

const ELEMENTS: Readonly<Record<AttributeKind, string>> = {
  text: 'string',
  day: 'date',
  whole: 'int',
  number: 'float',
  truth: 'boolean',
};

/**
 * A log piece by piece: a trace per person or trajectory, the standing events in it in the order of contract section 1. A
 * timestamp is the day on which an event was true, at midnight UTC.
 */
export async function* xesLog(
  histories: AsyncIterable<PersonHistory>,
  trace: Trace,
  origin: LogOrigin,
): AsyncGenerator<string> {
  yield head(trace, origin);
  for await (const history of histories) {
    const text = trace === 'person' ? personTrace(history) : trajectoryTraces(history);
    if (text !== '') yield text;
  }
  yield '</log>\n';
}

function head(trace: Trace, { position, recordedAt, program }: LogOrigin): string {
  const global = (scope: string, ...attributes: string[]) => `<global scope="${scope}">${attributes.join('')}</global>`;
  return lines(
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...EXTENSIONS.map(([name, prefix, uri]) => emptyElement('extension', { name, prefix, uri })),
    global('trace', attribute('string', 'concept:name', '')),
    global(
      'event',
      attribute('string', 'concept:name', ''),
      attribute('date', 'time:timestamp', instantOf('1970-01-01')),
      attribute('string', 'lifecycle:transition', 'complete'),
    ),
    emptyElement('classifier', { name: 'Activity', scope: 'event', keys: 'concept:name' }),
    attribute('string', 'concept:name', `Care Ledger, a trace per ${trace}`),
    attribute('string', 'lifecycle:model', 'standard'),
    attribute('string', 'position', position),
    ...(recordedAt === null ? [] : [attribute('date', 'recordedAt', recordedAt)]),
    attribute('string', 'program', program),
  );
}

function personTrace(history: PersonHistory): string {
  const events = standingEventsOf(history);
  if (events.length === 0) return '';
  const opening = events.findLast(({ event }) => 'born' in event.data);
  return traceOf(history.person, openingAttributes(opening, ['sex', 'born']), events, carriersOf(events));
}

function trajectoryTraces(history: PersonHistory): string {
  const all = standingEventsOf(history);
  const carriers = carriersOf(all);
  const subjects = new Set(all.flatMap(({ kind, event }) => (kind === 'trajectory' ? [event.subject] : [])));
  return [...subjects]
    .map((subject) => {
      const events = onStream(all, 'trajectory', subject);
      const opening = events.find(({ event }) => event.name === 'intake-registered');
      const said = openingAttributes(opening, ['provider', 'careForm', 'municipality', 'referrer', 'sex', 'born']);
      return traceOf(subject, [attribute('string', 'person', history.person), ...said], events, carriers);
    })
    .join('');
}

function openingAttributes(opening: StandingEvent | undefined, keys: readonly string[]): string[] {
  if (!opening) return [];
  return attributesOf(opening.event).flatMap(({ key, value }) =>
    keys.includes(key) ? [attribute('string', key, String(value))] : [],
  );
}

function traceOf(
  name: string,
  attributes: readonly string[],
  events: readonly StandingEvent[],
  carriers: ReadonlyMap<StandingEvent, Carrier>,
): string {
  return lines(
    '<trace>',
    attribute('string', 'concept:name', name),
    ...attributes,
    ...events.map((one) => eventOf(one, carriers.get(one))),
    '</trace>',
  );
}

function eventOf({ kind, event }: StandingEvent, carrier: Carrier | undefined): string {
  return [
    '<event>',
    attribute('string', 'concept:name', event.name),
    attribute('date', 'time:timestamp', instantOf(event.data.effectiveOn)),
    attribute('string', 'lifecycle:transition', 'complete'),
    ...(carrier ? [attribute('string', 'org:group', carrier.id)] : []),
    attribute('id', 'identity:id', eventIdOf(event)),
    attribute('string', 'kind', kind),
    attribute('string', 'subject', event.subject),
    attribute('string', 'position', event.position),
    attribute('date', 'recordedAt', event.recordedAt),
    ...attributesOf(event).map(({ key, kind: type, value }) =>
      attribute(ELEMENTS[type], key, type === 'day' ? instantOf(String(value)) : String(value)),
    ),
    '</event>',
  ].join('');
}

function attribute(element: string, key: string, value: string): string {
  return emptyElement(element, { key, value });
}

function lines(...parts: readonly string[]): string {
  return parts.map((part) => `${part}\n`).join('');
}
