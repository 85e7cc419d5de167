import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flowLayout } from './flow-layout.js';

const code = fc.constantFrom('01', '02', '03', '11', '14');
const step = fc.record({ from: code, to: fc.option(code), count: fc.option(fc.integer({ min: 0, max: 500 })) });
const steps = fc.uniqueArray(step, { selector: ({ from, to }) => `${from}-${to}`, maxLength: 20 });

describe('a from-to picture', () => {
  it('keeps every case, inside its height, with no two places over each other', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { nodes, bands } = flowLayout(all, 400);
        const total = all.reduce((sum, { count }) => sum + (count ?? 0), 0);
        for (const side of ['from', 'to'] as const) {
          const column = nodes.filter((node) => node.side === side);
          expect(column.reduce((sum, { count }) => sum + count, 0)).toBe(total);
          column.forEach((node, index) => {
            expect(node.y + node.height).toBeLessThanOrEqual(400 + 1e-6);
            const next = column[index + 1];
            if (next) expect(next.y).toBeGreaterThanOrEqual(node.y + node.height - 1e-6);
          });
        }
        for (const { step, y0, thickness } of bands) {
          const start = nodes.find(({ side, code: its }) => side === 'from' && its === step.from)!;
          expect(y0 - thickness / 2).toBeGreaterThanOrEqual(start.y - 1e-6);
          expect(y0 + thickness / 2).toBeLessThanOrEqual(start.y + start.height + 1e-6);
        }
      }),
    );
  });

  it('puts out of care last', () => {
    const { nodes } = flowLayout(
      [
        { from: '02', to: null, count: 9 },
        { from: '02', to: '11', count: 1 },
      ],
      100,
    );
    expect(nodes.filter(({ side }) => side === 'to').map(({ code }) => code)).toEqual(['11', null]);
  });

  it('has a band for a hidden step, as thick as any other hidden one, and counts it nowhere', () => {
    const { nodes, bands } = flowLayout(
      [
        { from: '02', to: null, count: 90 },
        { from: '02', to: '11', count: null },
        { from: '03', to: '11', count: null },
      ],
      200,
    );
    expect(bands.filter(({ step: { count } }) => count === null).map(({ thickness }) => thickness)).toEqual([6, 6]);
    expect(nodes.map(({ key, count, more }) => [key, count, more])).toEqual([
      ['from-02', 90, true],
      ['from-03', 0, true],
      ['to-11', 0, true],
      ['to-out', 90, false],
    ]);
  });

  it('draws the same number as thick beside another picture', () => {
    const thickness = (count: number) => flowLayout([{ from: '02', to: '03', count }], 400, 100).bands[0]!.thickness;
    expect(thickness(50)).toBeCloseTo(thickness(100) / 2, 10);
  });

  it('is empty where nobody went', () => expect(flowLayout([], 100)).toEqual({ nodes: [], bands: [] }));
});
