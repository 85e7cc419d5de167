import { STATUS } from '../sql/status.js';
import { withStatus, type Counted } from './groups.js';

/** The counts beside a figure. */
export function countsBeside(
  rows: readonly Counted[],
  excluded: Readonly<Record<string, unknown>> | undefined,
): { immature: number; lost: number; missing: number; excluded: Record<string, number>; suppressed: false } {
  return {
    immature: withStatus(rows, STATUS.immature),
    lost: withStatus(rows, STATUS.lost),
    missing: withStatus(rows, STATUS.missing),
    excluded: Object.fromEntries(
      Object.keys(excluded ?? {}).map((name, i) => [name, withStatus(rows, STATUS.excluded + i)]),
    ),
    suppressed: false,
  };
}
