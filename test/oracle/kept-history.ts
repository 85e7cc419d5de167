/** Histories kept as files: events, what is asked, and what comes out. */
import type { CareEvent, RecordedCareEvent } from '#libs/trajectory';
import { day, text } from './calendar.js';
import type { Question } from './case.js';
import { defaultsOf } from './engine.js';
import type { OracleRow } from './rows.js';
import { accepted, SOURCE } from './small-ledger.js';

/** An event of a file. Without an id it is `e1`, `e2` and so on by its place; without a source it is the test's. */
interface KeptEvent {
  readonly name: string;
  readonly subject: string;
  readonly source?: string;
  readonly id?: string;
  readonly time?: string;
  readonly data: object;
}

/** A question of a file with its rows; rows list the values that matter. */
interface KeptQuestion {
  readonly indicator: string;
  readonly from: string;
  readonly to: string;
  /** Default: `to`. */
  readonly observedUntil?: string;
  /** How many events are known; default: all. */
  readonly asOf?: number;
  readonly method?: Question['method'];
  readonly by?: readonly string[];
  readonly filters?: Question['filters'];
  /** Default: those of the catalogue. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly rows: readonly OracleRow[];
}

/** A file of test/golden/histories. */
export interface KeptHistory {
  /** What it showed, or which boundary it stands on. */
  readonly why: string;
  readonly events: readonly KeptEvent[];
  readonly questions: readonly KeptQuestion[];
}

/** The events as recorded. @throws Error when the rules refuse one: then the file says nothing. */
export function eventsOf({ events }: KeptHistory): RecordedCareEvent[] {
  const offered = events.map((event, i) => ({ source: SOURCE, id: `e${i + 1}`, ...event }) as unknown as CareEvent);
  const recorded = accepted(offered);
  const refused = offered.find(({ id }) => !recorded.some((event) => event.id === id));
  if (refused) throw new Error(`The rules refuse event ${refused.id}, ${refused.name} of ${refused.subject}.`);
  return recorded;
}

/** The question in full. */
export function questionOf(kept: Omit<KeptQuestion, 'rows'>, events: number): Question {
  return {
    from: day(kept.from),
    to: day(kept.to),
    observedUntil: day(kept.observedUntil ?? kept.to),
    asOf: kept.asOf ?? events,
    method: kept.method ?? 'complete',
    by: kept.by ?? [],
    filters: kept.filters ?? {},
    parameters: { ...defaultsOf(kept.indicator), ...kept.parameters },
  };
}

/** The other way: what is written to a file. */
export function toKept(
  events: readonly RecordedCareEvent[],
  indicator: string,
  question: Question,
  rows: readonly OracleRow[],
): KeptHistory {
  const defaults = defaultsOf(indicator);
  const own = Object.keys(defaults).filter(
    (name) => JSON.stringify(question.parameters[name]) !== JSON.stringify(defaults[name]),
  );
  return {
    why: 'Say what this showed.',
    events: events.map(({ source, id, name, subject, time, data }) => ({
      ...(source !== SOURCE && { source }),
      id,
      name,
      subject,
      ...(time && { time }),
      data,
    })),
    questions: [
      {
        indicator,
        from: text(question.from),
        to: text(question.to),
        observedUntil: text(question.observedUntil),
        method: question.method,
        by: question.by,
        filters: question.filters,
        parameters: Object.fromEntries(own.map((name) => [name, question.parameters[name]])),
        rows,
      },
    ],
  };
}
