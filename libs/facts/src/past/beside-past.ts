/** What the tables that tell earlier states of what stands beside care hold of one person. */
import type { FactRow } from '#libs/fact-schema';
import type { CareFacts } from '../fold/fold-person.js';
import { assessmentRows } from '../fold/assessments.js';
import { analysisRows, costRows, perspectivePlanRows, planRows, questionnaireRows } from '../fold/events-of-records.js';
import { goalRows } from '../fold/goals.js';
import type { Standing, StandingHistory } from '../fold/history.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { offenceRows } from '../fold/justice.js';
import type { RecordContext } from '../fold/record-context.js';
import { sameRow } from '../fold/same-rows.js';
import { SINGLE_TABLES, goneNameOf, isBeside, type BesidePastName, type SingleTableName } from './beside-tables.js';
import type { PastRows } from './past-rows.js';
import { shiftedOrders } from './shifted.js';
import type { StandingSpan } from './standing-spans.js';

/** What is to be written of one person in one of those tables. */
export interface BesidePast {
  readonly table: BesidePastName;
  /** Whether the rows of the person that are there go. */
  readonly cleared: boolean;
  readonly rows: readonly object[];
}

/** How the newest rows of one person are held. */
export interface Holding {
  /** Rows of a table with the order from which on they are so. */
  readonly held: (table: string, rows: readonly object[]) => readonly object[];
  /** Whether one of the rows is so only since the events came that are brought in, even if it says what one said that was there. */
  readonly anew: (table: string, rows: readonly object[]) => boolean;
}

/** What is kept of one person. */
export interface KeptBeside extends Holding {
  readonly past: readonly BesidePast[];
}

/** Rows of which it is not known from which order on they are so: whoever they are of is folded anew for an earlier state. */
export const heldUnkept = (table: string, rows: readonly object[]): readonly object[] =>
  isBeside(table) ? rows.map((row) => ({ ...row, since: 0n })) : rows;

/** Of whom nothing is kept. */
export const UNKEPT: Holding = { held: heldUnkept, anew: () => false };

/**
 * Brings what is kept from an order to the last event.
 * @param spans all that ever stood of the person
 * @param after what is there was written with the events up to here; 0: nothing is
 * @param care its rows of care before each event that changed them after that order, oldest first, and its newest rows
 * @param most of `MOST_FOLDED`
 * @returns null when there are too many events in one stream
 */
export function besidePast(
  client: string,
  spans: readonly StandingSpan[],
  instruments: InstrumentRegistry,
  after: bigint,
  care: { readonly past: readonly PastRows[]; readonly last?: CareFacts | undefined },
  most: number,
): KeptBeside | null {
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
  const trajectories = care.past.filter(({ table, person }) => table === 'trajectory' && person === client);
  const shifted = shiftedOrders(spans, after, trajectories, care.last?.trajectory ?? []);
  if (shifted.length > 0) {
    past.push({ table: 'shifted', cleared: false, rows: shifted.map((one) => ({ person: client, ...one })) });
  }
  const newest = spans.filter(({ until }) => until === null);
  let goalSince: ReadonlyMap<string, bigint> | undefined;
  const sinceOf = (table: string, row: object): bigint => {
    if (table !== 'goal') return newest[(row as FactRow<SingleTableName>).rankInPerson]!.since;
    goalSince ??= sinceOfGoals(client, spans);
    return goalSince.get(goalKey(row as FactRow<'goal'>))!;
  };
  return {
    past,
    held: (table, rows) => (isBeside(table) ? rows.map((row) => ({ ...row, since: sinceOf(table, row) })) : rows),
    // Where nothing went and nothing came in between, what was there is as it was.
    anew: (table, rows) => gone && isBeside(table) && rows.some((row) => sinceOf(table, row) > after),
  };
}

/** From which order on each goal is as it is now. */
function sinceOfGoals(person: string, spans: readonly StandingSpan[]): ReadonlyMap<string, bigint> {
  const rows = Array.from(goalEvents(spans), ([trajectory, own]) => goalsOf(person, trajectory, own)).flat();
  return new Map(
    rows.flatMap(({ span: { since, until }, row }) =>
      until === null ? [[goalKey(row as FactRow<'goal'>), since] as const] : [],
    ),
  );
}

const goalKey = ({ trajectory, goal }: FactRow<'goal'>): string => JSON.stringify([trajectory, goal]);

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
  const byTrajectory = goalEvents(spans);
  const all = [...byTrajectory.values()];
  if (all.some((own) => own.length ** 2 > most)) return null;
  const changed = all.flat().some(({ since, until }) => since > after || (until !== null && until > after));
  return changed ? Array.from(byTrajectory, ([trajectory, own]) => goalsOf(person, trajectory, own)).flat() : [];
}

/** What was ever said of goals, by trajectory. */
function goalEvents(spans: readonly StandingSpan[]): ReadonlyMap<string, readonly StandingSpan[]> {
  const byTrajectory = new Map<string, StandingSpan[]>();
  for (const span of spans) {
    if (span.event.name !== 'plan-established' && span.event.name !== 'goal-updated') continue;
    const own = byTrajectory.get(span.event.subject);
    if (own) own.push(span);
    else byTrajectory.set(span.event.subject, [span]);
  }
  return byTrajectory;
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
