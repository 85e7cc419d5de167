/** What the tables that tell earlier states of what stands beside care hold of one person. */
import type { FactRow } from '#libs/fact-schema';
import { assessmentRows } from '../fold/assessments.js';
import { analysisRows, costRows, perspectivePlanRows, planRows, questionnaireRows } from '../fold/events-of-records.js';
import { goalRows } from '../fold/goals.js';
import type { Standing, StandingHistory, StreamHistory } from '../fold/history.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { offenceRows } from '../fold/justice.js';
import type { RecordContext } from '../fold/record-context.js';
import { sameRow } from '../fold/same-rows.js';
import { SINGLE_TABLES, goneNameOf, type BesidePastName, type SingleTableName } from './beside-tables.js';
import { standingSpans, type StandingSpan } from './standing-spans.js';

/** What is to be written of one person in one of those tables. */
export interface BesidePast {
  readonly table: BesidePastName;
  /** Whether the rows of the person that are there go. */
  readonly cleared: boolean;
  readonly rows: readonly object[];
}

/**
 * Brings them from an order to the last event.
 * @param streams all that ever named the client, who was never linked to anybody
 * @param after what is there was written with the events up to here; 0: nothing is
 * @param most of `MOST_FOLDED`
 * @returns null when there are too many events in one stream
 */
export function besidePast(
  client: string,
  streams: readonly StreamHistory[],
  instruments: InstrumentRegistry,
  after: bigint,
  most: number,
): BesidePast[] | null {
  const spans = standingSpans(client, streams, most);
  if (spans === null) return null;
  const goals = goalSpans(client, spans, after, most);
  if (goals === null) return null;
  const moved = isMoved(spans, after);
  const past: BesidePast[] = [];
  const add = (table: BesidePastName, cleared: boolean, all: readonly Row[], isNew: (row: Row) => boolean): void => {
    const rows = (cleared ? all : all.filter(isNew)).map(({ row }) => row);
    if (cleared || rows.length > 0) past.push({ table, cleared, rows });
  };
  const began = ({ span }: Row): boolean => span.since > after;
  const ended = ({ span }: Row): boolean => span.until! > after;
  const changed = ({ span: { since, until } }: Row): boolean => since <= after && until !== null && until > after;
  const standing = spans.map((span, place) => ({
    span,
    row: { person: client, place, since: span.since, until: span.until },
  }));
  add('standing', moved || standing.some(changed), standing, began);
  // What is gone only changes when something goes, or its place does.
  const gone = moved || spans.some(({ until }) => until !== null && until > after);
  for (const [table, rows] of gone ? goneRows(client, spans, instruments) : []) {
    add(goneNameOf(table), moved && !rows.every(ended), rows, ended);
  }
  add('past_goal', goals.some(changed), goals, began);
  return past;
}

/** A row, and when it stood. */
interface Row {
  readonly span: Pick<StandingSpan, 'since' | 'until'>;
  readonly row: object;
}

/** Whether something came since between what was there. */
function isMoved(spans: readonly StandingSpan[], after: bigint): boolean {
  const first = spans.findIndex(({ since }) => since > after);
  return first >= 0 && spans.slice(first).some(({ since }) => since <= after);
}

const SINGLES: Readonly<
  Record<
    SingleTableName,
    (context: RecordContext, instruments: InstrumentRegistry) => readonly FactRow<SingleTableName>[]
  >
> = {
  offence: ({ history }) => offenceRows(history),
  plan: planRows,
  assessment: assessmentRows,
  questionnaire: questionnaireRows,
  analysis: analysisRows,
  perspectivePlan: perspectivePlanRows,
  cost: costRows,
};

/** The rows of what stands no longer, with its place as rank. */
function goneRows(
  person: string,
  spans: readonly StandingSpan[],
  instruments: InstrumentRegistry,
): [SingleTableName, Row[]][] {
  if (spans.every(({ until }) => until === null)) return [];
  const all = spans.flatMap(({ event, until }, rank) => (until === null ? [] : [{ event, rank }])) as Standing[];
  const context = contextOf({ person, streams: [], all });
  return SINGLE_TABLES.map((table) => [
    table,
    SINGLES[table](context, instruments).map((row) => ({ span: spans[row.rankInPerson]!, row })),
  ]);
}

/** Every state of every goal; none when nothing that is said of goals came or went after an order. */
function goalSpans(person: string, spans: readonly StandingSpan[], after: bigint, most: number): Row[] | null {
  let changed = false;
  const byTrajectory = new Map<string, StandingSpan[]>();
  for (const span of spans) {
    if (span.event.name !== 'plan-established' && span.event.name !== 'goal-updated') continue;
    changed ||= span.since > after || (span.until !== null && span.until > after);
    const own = byTrajectory.get(span.event.subject);
    if (own) own.push(span);
    else byTrajectory.set(span.event.subject, [span]);
  }
  const rows: Row[] = [];
  for (const [trajectory, own] of changed ? byTrajectory : []) {
    if (own.length ** 2 > most) return null;
    rows.push(...goalsOf(person, trajectory, own));
  }
  return rows;
}

function goalsOf(person: string, subject: string, spans: readonly StandingSpan[]): Row[] {
  const orders = [...new Set(spans.flatMap(({ since, until }) => (until === null ? [since] : [since, until])))];
  const rows: Row[] = [];
  const standing = new Map<string, { row: FactRow<'goal'>; since: bigint }>();
  const end = (goal: string, until: bigint | null): void => {
    const { row, since } = standing.get(goal)!;
    standing.delete(goal);
    rows.push({ span: { since, until }, row: { ...row, since, until } });
  };
  for (const order of orders.sort((a, b) => (a < b ? -1 : 1))) {
    const events = spans.flatMap(({ event, since, until }) =>
      since <= order && (until === null || until > order) ? [{ event, rank: 0 }] : [],
    ) as Standing[];
    const streams = [{ kind: 'trajectory' as const, subject, events }];
    const now = new Map(goalRows(contextOf({ person, streams, all: [] })).map((row) => [row.goal, row]));
    for (const [goal, { row }] of [...standing]) if (!sameRow(row, now.get(goal))) end(goal, order);
    for (const [goal, row] of now) if (!standing.has(goal)) standing.set(goal, { row, since: order });
  }
  for (const goal of [...standing.keys()]) end(goal, null);
  return rows;
}

const contextOf = (history: StandingHistory): RecordContext => ({ history, recordOf: () => null });
