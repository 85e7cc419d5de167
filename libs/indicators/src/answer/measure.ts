import { meanInterval } from '../estimators/student-t.js';
import type { MeasureBody } from '../language/definition.js';
import { STATUS } from '../sql/status.js';
import { countsBeside, moreOf } from './beside.js';
import { withStatus, type Grouped } from './groups.js';
import type { MeasureRow, ShareFigure } from './rows.js';
import { share } from './share.js';

const known = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** The row of a group from its statistics. `norms` are those of `within`, in order. */
export function measureRow({ group, rows }: Grouped, figure: MeasureBody, norms: readonly unknown[]): MeasureRow {
  const counted = rows.find((row) => row['status'] === STATUS.first);
  const n = withStatus(rows, STATUS.first);
  const part = (column: string): ShareFigure => share(Number(counted?.[column] ?? 0), n);
  const [mean, sd] = [known(counted?.['mean']), known(counted?.['sd'])];
  return {
    group,
    n,
    mean,
    sd,
    median: known(counted?.['median']),
    p90: known(counted?.['p90']),
    interval: meanInterval(mean, sd, n),
    ...(figure.within && {
      within: Object.fromEntries(norms.map((norm, i) => [String(norm), part(`within ${i}`)])),
    }),
    ...(figure.classes && {
      classes: Object.fromEntries(Object.keys(figure.classes).map((name, i) => [name, part(`class ${i}`)])),
    }),
    ...countsBeside(rows, figure),
    ...(n === 0 && { reason: 'no-cases' }),
    ...moreOf(rows, figure),
  };
}
