/** Where the bands of a from-to picture (Sankey) go: places left, places right, bands between them as thick as their count. */

export interface Step {
  readonly from: string;
  /** Null = out. */
  readonly to: string | null;
  /** Null = hidden by the server: there is a number, and it is small. */
  readonly count: number | null;
}

export interface FlowNode {
  readonly key: string;
  readonly code: string | null;
  readonly side: 'from' | 'to';
  /** Of the steps that are known. */
  readonly count: number;
  /** Whether a step of it is hidden, so that it has more than its count. */
  readonly more: boolean;
  readonly y: number;
  readonly height: number;
}

export interface FlowBand {
  readonly step: Step;
  /** Middle of its left and right end, and its thickness. */
  readonly y0: number;
  readonly y1: number;
  readonly thickness: number;
}

/** Room between two places, in pixels: enough for a line of text beside a thin one. */
const GAP = 18;

/** How thick a hidden step is drawn, in pixels: it says nothing of its number. */
const HIDDEN = 6;

/** All steps together, as far as they are known. */
export const totalOf = (steps: readonly Step[]): number => steps.reduce((total, { count }) => total + (count ?? 0), 0);

/**
 * Lays steps out over a height. Places stand in the order of their codes, out last. `whole` is how many the height is for, where
 * pictures beside each other are to have bands of the same thickness for the same number.
 */
export function flowLayout(
  steps: readonly Step[],
  height: number,
  whole = totalOf(steps),
): { nodes: FlowNode[]; bands: FlowBand[] } {
  const present = steps.filter(({ count }) => count !== 0);
  if (present.length === 0) return { nodes: [], bands: [] };
  const left = group(present, ({ from }) => from);
  const right = group(present, ({ to }) => to);
  const most = Math.max(left.length, right.length);
  const room = Math.max(0, height - GAP * (most - 1));
  const hidden = present.filter(({ count }) => count === null).length;
  const thin = Math.min(HIDDEN, room / 2 / Math.max(1, hidden));
  const unit = (room - hidden * thin) / Math.max(1, whole);
  const thicknessOf = ({ count }: Step) => (count === null ? thin : count * unit);
  const from = stacked(left, 'from', thicknessOf, height);
  const to = stacked(right, 'to', thicknessOf, height);
  const used = new Map<FlowNode, number>();
  const take = (node: FlowNode, thickness: number): number => {
    const before = used.get(node) ?? 0;
    used.set(node, before + thickness);
    return node.y + before + thickness / 2;
  };
  const bands = [...present]
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to))
    .map((step) => {
      const thickness = thicknessOf(step);
      const start = from.find(({ code }) => code === step.from)!;
      const end = to.find(({ code }) => code === step.to)!;
      return { step, thickness, y0: take(start, thickness), y1: take(end, thickness) };
    });
  return { nodes: [...from, ...to], bands };
}

type Group = { readonly code: string | null; readonly steps: readonly Step[] };

function group(steps: readonly Step[], by: (step: Step) => string | null): Group[] {
  const codes = [...new Set(steps.map(by))].sort(compare);
  return codes.map((code) => ({ code, steps: steps.filter((step) => by(step) === code) }));
}

function stacked(
  groups: readonly Group[],
  side: 'from' | 'to',
  thicknessOf: (step: Step) => number,
  height: number,
): FlowNode[] {
  const tall = ({ steps }: Group) => steps.reduce((total, step) => total + thicknessOf(step), 0);
  const used = groups.reduce((total, one) => total + tall(one), 0);
  // What room is left is divided between the places, so that both columns begin and end at the same height.
  const gap = groups.length > 1 ? (height - used) / (groups.length - 1) : 0;
  let y = 0;
  return groups.map((one) => {
    const { code, steps } = one;
    const more = steps.some(({ count }) => count === null);
    const key = `${side}-${code ?? 'out'}`;
    const node: FlowNode = { key, code, side, count: totalOf(steps), more, y, height: tall(one) };
    y += tall(one) + gap;
    return node;
  });
}

const compare = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
