import { wilson } from '../estimators/wilson.js';
import type { ShareBody } from '../language/definition.js';
import { STATUS } from '../sql/status.js';
import { countsBeside, moreOf } from './beside.js';
import { total, withStatus, type Counted, type Grouped } from './groups.js';
import type { ShareFigure, ShareRow } from './rows.js';

/** A share with its Wilson interval. */
export const share = (numerator: number, denominator: number, complement = false): ShareFigure => ({
  numerator,
  denominator,
  ...wilson(numerator, denominator, complement),
});

/** The row of a group from its counts by status. */
export function shareRow({ group, rows }: Grouped, figure: ShareBody): ShareRow {
  const beside = countsBeside(rows, figure);
  const also = { ...alsoOf(rows, figure), ...moreOf(rows, figure) };
  if (!figure.classes) {
    const yes = withStatus(rows, STATUS.yes);
    const of = yes + withStatus(rows, STATUS.no);
    return { group, ...share(yes, of, figure.complement), ...beside, ...reason(of), ...also };
  }
  const names = Object.keys(figure.classes);
  const counts = names.map((_, i) => withStatus(rows, STATUS.first + i));
  const of = counts.reduce((sum, count) => sum + count, 0);
  const classes = Object.fromEntries(names.map((name, i) => [name, share(counts[i]!, of)]));
  return { group, ...classFigure(classes, of, figure), classes, ...beside, ...reason(of), ...also };
}

const reason = (denominator: number): { reason?: 'no-cases' } => (denominator === 0 ? { reason: 'no-cases' } : {});

function classFigure(
  classes: Readonly<Record<string, ShareFigure>>,
  denominator: number,
  { value, complement }: ShareBody,
): ShareFigure & { net?: number | null } {
  if (value && 'class' in value) return share(classes[value.class]!.numerator, denominator, complement);
  const [plus, minus] = value!.net.map((name) => classes[name]!.numerator) as [number, number];
  const net = denominator === 0 ? null : (plus - minus) / denominator;
  // A difference of two shares of the same cases has no Wilson interval.
  return { numerator: plus - minus, denominator, value: net, interval: null, net };
}

/** Further shares: over all cases that are neither excluded nor immature. */
function alsoOf(rows: readonly Counted[], { also }: ShareBody): Record<string, ShareFigure> {
  const counts = (status: number): boolean => status <= STATUS.missing;
  return Object.fromEntries(
    Object.keys(also ?? {}).map((name, i) => [
      name,
      share(total(rows, `also ${i}`, counts), total(rows, `known ${i}`, counts)),
    ]),
  );
}
