/** As of which orders the rows of what stands beside care are not simply the oldest of the newest rows of a person. */
import type { FactRow } from '#libs/fact-schema';
import { BESIDE_CARE } from '../fold/fold-person.js';
import type { PastRows } from './past-rows.js';
import type { StandingSpan } from './standing-spans.js';

/** Orders from one on, until before another. */
export interface Shifted {
  readonly since: bigint;
  readonly until: bigint;
}

/**
 * Those whose end came after an order: something that stood went then, something came in before it, or its trajectory got another record.
 * @param spans all that ever stood of the client, in order
 * @param trajectories the rows of its trajectories before each event that changed them after the order, oldest first
 * @param last those rows now
 */
export function shiftedOrders(
  spans: readonly StandingSpan[],
  after: bigint,
  trajectories: readonly PastRows[],
  last: readonly FactRow<'trajectory'>[],
): Shifted[] {
  const shifted: Shifted[] = [];
  // Of all that come later in the order of contract section 1.
  let first: bigint | null = null;
  for (const { since, until } of spans.toReversed()) {
    if (until !== null && until > after) shifted.push({ since, until });
    if (since > after && first !== null && first < since) shifted.push({ since: first, until: since });
    if (first === null || since < first) first = since;
  }
  for (const [i, { until, rows }] of trajectories.entries()) {
    const [before, now] = [recordsIn(rows), recordsIn(trajectories[i + 1]?.rows ?? last)];
    for (const { event, since } of spans) {
      if (!BESIDE.has(event.name) || since >= until) continue;
      if (before.get(event.subject) !== now.get(event.subject)) shifted.push({ since, until });
    }
  }
  return merged(shifted);
}

const BESIDE: ReadonlySet<string> = new Set(BESIDE_CARE);

/** The record of each trajectory that has one. */
const recordsIn = (rows: readonly object[]): ReadonlyMap<string, string> =>
  new Map(
    (rows as readonly FactRow<'trajectory'>[]).flatMap(({ id, record }) => (record === null ? [] : [[id, record]])),
  );

function merged(all: Shifted[]): Shifted[] {
  all.sort((a, b) => (a.since < b.since ? -1 : 1));
  const apart: { since: bigint; until: bigint }[] = [];
  for (const { since, until } of all) {
    const known = apart.at(-1);
    if (!known || since > known.until) apart.push({ since, until });
    else if (until > known.until) known.until = until;
  }
  return apart;
}
