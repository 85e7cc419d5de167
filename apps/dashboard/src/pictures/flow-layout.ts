/** Where the bands of a from-to picture (Sankey) go: places left, places right, bands between them as thick as their count. */

export interface Step {
  readonly from: string;
  /** Null = out. */
  readonly to: string | null;
  readonly count: number;
}

export interface FlowNode {
  readonly key: string;
  readonly code: string | null;
  readonly side: 'from' | 'to';
  readonly count: number;
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

/** Lays steps out over a height. Places stand in the order of their codes, out last. */
export function flowLayout(steps: readonly Step[], height: number): { nodes: FlowNode[]; bands: FlowBand[] } {
  const present = steps.filter(({ count }) => count > 0);
  const total = sum(present);
  if (total === 0) return { nodes: [], bands: [] };
  const left = group(present, ({ from }) => from);
  const right = group(present, ({ to }) => to);
  const most = Math.max(left.length, right.length);
  const unit = Math.max(0, height - GAP * (most - 1)) / total;
  const from = stacked(left, 'from', unit, height);
  const to = stacked(right, 'to', unit, height);
  const used = new Map<FlowNode, number>();
  const take = (node: FlowNode, thickness: number): number => {
    const before = used.get(node) ?? 0;
    used.set(node, before + thickness);
    return node.y + before + thickness / 2;
  };
  const bands = [...present]
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to))
    .map((step) => {
      const thickness = step.count * unit;
      const start = from.find(({ code }) => code === step.from)!;
      const end = to.find(({ code }) => code === step.to)!;
      return { step, thickness, y0: take(start, thickness), y1: take(end, thickness) };
    });
  return { nodes: [...from, ...to], bands };
}

type Group = { readonly code: string | null; readonly count: number };

function group(steps: readonly Step[], by: (step: Step) => string | null): Group[] {
  const codes = [...new Set(steps.map(by))].sort(compare);
  return codes.map((code) => ({ code, count: sum(steps.filter((step) => by(step) === code)) }));
}

function stacked(groups: readonly Group[], side: 'from' | 'to', unit: number, height: number): FlowNode[] {
  const used = groups.reduce((total, { count }) => total + count * unit, 0);
  // What room is left is divided between the places, so that both columns begin and end at the same height.
  const gap = groups.length > 1 ? (height - used) / (groups.length - 1) : 0;
  let y = 0;
  return groups.map(({ code, count }) => {
    const node: FlowNode = { key: `${side}-${code ?? 'out'}`, code, side, count, y, height: count * unit };
    y += count * unit + gap;
    return node;
  });
}

const sum = (steps: readonly Step[]): number => steps.reduce((total, { count }) => total + count, 0);
const compare = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
