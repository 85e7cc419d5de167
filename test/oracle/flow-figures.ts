/** Stock and flow (indicators.md sections 1 and 4), straight from the definition. */
import type { Question } from './case.js';
import type { DayNumber } from './calendar.js';
import { successor, within } from './figures.js';
import { personsAt, type OracleEvent, type Person } from './history.js';
import { groupOf, isAsked, type OracleRow } from './rows.js';
import { born, deceasedOn, measures, probations, records, type Span } from './spans.js';

interface Held {
  readonly person: Person;
  readonly span: Span;
  readonly opening: boolean;
  readonly in: boolean;
  readonly out: boolean;
}

type Group = Record<string, string | null>;

/** The first day of the window on which a span is active: its index. */
const firstDay = (q: Question, span: Span): DayNumber => Math.max(span.start, q.from);

/** The spans that have a part in the window. */
const held = (q: Question, person: Person, spans: readonly Span[]): Held[] =>
  spans
    .map((span) => ({
      person,
      span,
      opening: span.start < q.from && span.end >= q.from,
      in: within(span.start, q.from, q.to),
      out: within(span.end, q.from, q.to),
    }))
    .filter((one) => one.opening || one.in);

const spanStock = (all: readonly Held[]) => {
  const count = (part: 'opening' | 'in' | 'out') => all.filter((one) => one[part]).length;
  const [opening, into, out] = [count('opening'), count('in'), count('out')];
  return { opening, in: into, out, closing: opening + into - out, active: opening + into };
};

const personStock = (all: readonly Held[]) => {
  const of = (some: readonly Held[]) => new Set(some.map((one) => one.person.id));
  const [opening, active, closing] = [of(all.filter((one) => one.opening)), of(all), of(all.filter((one) => !one.out))];
  return {
    opening: opening.size,
    in: [...active].filter((id) => !opening.has(id)).length,
    out: [...active].filter((id) => !closing.has(id)).length,
    closing: closing.size,
    active: active.size,
  };
};

/** From form to form of the records ended in the window, as `02>11 3`, in order; `-` is out. */
function steps(q: Question, all: readonly Held[]): string {
  const { overlapDays, gapDays } = q.parameters;
  const counts = new Map<string, number>();
  for (const { person, span } of all.filter((one) => one.out)) {
    if (deceasedOn(person) <= span.end || span.end + gapDays > q.observedUntil) continue;
    const next = successor(records(person), span, overlapDays, gapDays);
    const step = `${span.careForm}>${next?.careForm ?? '-'}`;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts]
    .map(([step, count]) => `${step} ${count}`)
    .sort()
    .join(' ');
}

const KINDS = { records, measures, probations };

/** The rows of stock and flow; values by path, `steps` as text. */
export function flowRows(events: readonly OracleEvent[], q: Question): OracleRow[] {
  const persons = personsAt(events, q.asOf).filter((person) => born(person) !== null);
  const groups = new Map<string, { group: Group; of: Record<keyof typeof KINDS, Held[]> }>();
  const of = (group: Group) => {
    const key = JSON.stringify(group);
    if (!groups.has(key)) groups.set(key, { group, of: { records: [], measures: [], probations: [] } });
    return groups.get(key)!.of;
  };
  if (q.by.length === 0) of({});
  for (const person of persons) {
    for (const kind of Object.keys(KINDS) as (keyof typeof KINDS)[]) {
      for (const one of held(q, person, KINDS[kind](person))) {
        const index = firstDay(q, one.span);
        if (isAsked(q, person, one.span, () => index)) of(groupOf(q, person, one.span, () => index))[kind].push(one);
      }
    }
  }
  return [...groups.values()].map(({ group, of: { records: own, measures: imposed, probations: started } }) => {
    const stocks = {
      records: spanStock(own),
      persons: personStock(own),
      measures: spanStock(imposed),
      probations: spanStock(started),
    };
    const flat = Object.entries(stocks).flatMap(([name, stock]) =>
      Object.entries(stock).map(([part, count]) => [`${name}.${part}`, count] as const),
    );
    return { group, values: { ...Object.fromEntries(flat), steps: steps(q, own) } };
  });
}
