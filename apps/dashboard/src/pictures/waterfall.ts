/** Where the bars of a stock and its flow stand. Pure. */
import type { StockDto } from '../api/types.js';

export const PARTS = ['opening', 'in', 'out', 'closing'] as const;

/**
 * From where to where each part stands, null for a hidden one: in on top of the opening, out hanging from there, down to the
 * closing. Where one is hidden the others cannot be stacked and stand on zero.
 */
export function waterfall(stock: StockDto): readonly (readonly [number, number] | null)[] {
  const [opening, entered, , closing] = PARTS.map((part) => stock[part]);
  if (PARTS.some((part) => stock[part] === null))
    return PARTS.map((part) => (stock[part] === null ? null : [0, stock[part]]));
  const top = opening! + entered!;
  return [
    [0, opening!],
    [opening!, top],
    [closing!, top],
    [0, closing!],
  ];
}
