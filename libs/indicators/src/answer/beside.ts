import type { Beside } from '../language/definition.js';
import { besideValue } from '../sql/beside.js';
import { SAMPLE } from '../sql/grouped.js';
import { STATUS } from '../sql/status.js';
import { withStatus, type Counted } from './groups.js';

type Named = Readonly<Record<string, unknown>> | undefined;

/** The counts beside a figure; those set apart stand under their own names. */
export function countsBeside(
  rows: readonly Counted[],
  { excluded, apart }: { readonly excluded?: Named; readonly apart?: Named },
): {
  immature: number;
  lost: number;
  missing: number;
  excluded: Record<string, number>;
  suppressed: false;
} {
  const byName = (named: Named, first: number): Record<string, number> =>
    Object.fromEntries(Object.keys(named ?? {}).map((name, i) => [name, withStatus(rows, first + i)]));
  return {
    immature: withStatus(rows, STATUS.immature),
    lost: withStatus(rows, STATUS.lost),
    missing: withStatus(rows, STATUS.missing),
    excluded: byName(excluded, STATUS.excluded),
    ...byName(apart, STATUS.apart),
    suppressed: false,
  };
}

/** Further numbers over the cases counted, and the ids of a sample where one was drawn. */
export function moreOf(
  rows: readonly Counted[],
  { beside }: { readonly beside?: Readonly<Record<string, Beside>> },
): Record<string, unknown> {
  const columns =
    rows.find((row) => (row['status'] ?? null) === null) ?? rows.find((row) => row['status'] === STATUS.first) ?? {};
  return {
    ...Object.fromEntries(Object.entries(beside ?? {}).map(([name, one]) => [name, besideValue(name, one, columns)])),
    ...(SAMPLE in columns && { sample: columns[SAMPLE] ?? [] }),
  };
}
