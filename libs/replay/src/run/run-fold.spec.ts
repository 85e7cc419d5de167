import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openFactStore, type FactStore } from '#libs/facts';
import { event, retraction, stored, trajectory, type OnStream } from '../../../facts/testing/events.js';
import { LocalFolder } from '../worker/folder.js';
import { setClockApart } from '../worker/clock.js';
import { runFold } from './run-fold.js';
import { inOrder } from './spool.js';

const QUESTION = { from: '2023-01-01', to: '2023-12-31', observedUntil: '2024-06-30', parameters: { form: '02' } };

/** Counts the trajectories that ended, per person; `more` is put into its file. */
const counting = (more = '') => `
export default {
  initial: () => ({ ended: 0 }),
  apply(state, event) {
    if (event.name === 'trajectory-ended') state.ended++;
    return state;
  },
  result: (state) => (state.ended === 0 ? null : state.ended),
  ${more}
};`;

describe('a fold', () => {
  let folder: string;
  let facts: FactStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-replay-'));
    facts = await openFactStore(':memory:');
  });
  afterEach(async () => {
    await facts.close();
    await rm(folder, { recursive: true });
  });

  async function folded(text: string, name = 'fold.mjs') {
    const { figure, spooled } = await facts.withView(undefined, (view) =>
      runFold({
        ...{ file: { name, text }, question: QUESTION, people: view.people(), spool: join(folder, 'spool') },
        ...{ threads: 2, createFolder: (options) => new LocalFolder(options) },
      }),
    );
    const results: unknown[] = [];
    for await (const one of inOrder(spooled)) results.push(one);
    return { figure: figure === null ? null : (JSON.parse(figure) as unknown), results };
  }

  const given = (...events: readonly OnStream[]) => facts.apply(stored(events));
  const ended = event('trajectory-ended', 'T5', { effectiveOn: '2023-05-01', endReason: '01' });
  const three = [
    ...trajectory('T1', 'b', '2023-01-01', '2023-02-01'),
    ...trajectory('T2', 'b', '2023-03-01', '2023-04-01'),
    ...trajectory('T3', 'a', '2023-01-01', '2023-02-01'),
    ...trajectory('T4', 'c', '2023-01-01'),
  ];

  it('gives a result per person by pseudonym, without those who do not count', async () => {
    await given(...three);
    expect(await folded(counting())).toEqual({
      figure: null,
      results: [
        { person: 'a', result: 1 },
        { person: 'b', result: 2 },
      ],
    });
  });

  it('sees what stands, linked persons as one, in the order of their days', async () => {
    await given(
      ...trajectory('T5', 'y', '2023-01-01'),
      ended,
      retraction(ended),
      ...trajectory('T6', 'x', '2022-01-01', '2022-02-01'),
      event('clients-linked', 'x', { effectiveOn: '2024-01-01', otherClient: 'y' }),
    );
    const listing = `export const initial = () => [];
      export const apply = (state, event) => [...state, event.kind + ' ' + event.name + ' ' + event.data.effectiveOn];
      export const result = (state, context) => [context.person, context.parameters.form, ...state];`;
    const { results } = await folded(listing);
    expect(results).toEqual([
      {
        person: 'x',
        result: [
          ...['x', '02', 'trajectory intake-registered 2022-01-01', 'trajectory care-started 2022-01-01'],
          ...['trajectory trajectory-ended 2022-02-01', 'trajectory intake-registered 2023-01-01'],
          ...['trajectory care-started 2023-01-01', 'client clients-linked 2024-01-01'],
        ],
      },
    ]);
  });

  it('finishes over all persons', async () => {
    await given(...three);
    const sum = `async finish(persons, context) {
      let sum = 0;
      for await (const { result } of persons) sum += result;
      return { sum, to: context.to };
    },`;
    expect((await folded(counting(sum))).figure).toEqual({ sum: 3, to: '2023-12-31' });
  });

  it('is TypeScript, types and all', async () => {
    await given(...three);
    const typed = `import type { Fold } from '#libs/replay';
      interface State { readonly events: number }
      const fold: Fold<State, number> = {
        initial: (): State => ({ events: 0 }),
        apply: (state: State) => ({ events: state.events + 1 }) satisfies State,
        result: ({ events }: State) => events as number,
      };
      export default fold;`;
    expect((await folded(typed, 'fold.ts')).results).toContainEqual({ person: 'b', result: 6 });
  });

  it('names the person and the event when it throws, and never the data', async () => {
    await given(...three);
    const throwing = `export const initial = () => 0;
export const apply = (state, event) => {
  if (event.name === 'trajectory-ended') throw new TypeError(JSON.stringify(event.data));
  return state;
};
export const result = (state) => state;`;
    const failure = await folded(throwing).catch((error: Error) => error.message);
    expect(failure).toMatch(
      /^fold\.mjs, line 3: apply: TypeError was thrown\n {2}person a\n {2}event trajectory-ended, source urn:test, id e\d+$/,
    );
  });

  it('tells the line of a TypeScript file', async () => {
    await given(...three);
    const throwing = `// a comment
interface State {
  n: number;
}
export const initial = (): State => ({ n: 0 });
export const apply = (state: State): State => state;
export const result = (state: State): number => {
  throw new Error(String(state.n));
};`;
    await expect(folded(throwing, 'fold.ts')).rejects.toThrow('fold.ts, line 8: result: Error was thrown\n  person a');
  });

  it.each([
    ['chance', 'result: () => Math.random(),'],
    ['what it kept of other persons', 'result: () => (globalThis.kept = (globalThis.kept ?? 0) + 1),'],
    ['an order of persons', 'finish: async (persons) => { for await (const { person } of persons) return person; },'],
  ])('is refused when it leans on %s', async (_, more) => {
    await given(...three);
    await expect(folded(counting(more))).rejects.toThrow('not deterministic');
  });

  it('may round differently in another order', async () => {
    await given(...three);
    const sum = `result: (state) => 0.1 * (state.ended + 1), async finish(persons) { let s = 0; for await (const { result } of persons) s += result; return s; },`;
    expect((await folded(counting(sum))).figure).toBeCloseTo(0.6, 9);
  });

  it.each([
    ['broken', 'export default {', 'not valid JavaScript'],
    ['without its parts', 'export const initial = 1;', 'initial, apply, result'],
    ['asynchronous', counting('result: () => Promise.resolve(1),'), 'promise'],
    ['giving no number', counting('result: () => NaN,'), 'no JSON'],
    ['giving a map', counting('result: () => new Map(),'), 'no JSON'],
    ['giving nothing', counting('result: () => undefined,'), 'no JSON'],
    ['finishing with what is no JSON', counting('finish: () => 1n,'), 'no JSON'],
  ])('is refused when it is %s', async (_, text, words) => {
    await given(...three);
    await expect(folded(text)).rejects.toThrow(words);
  });

  it('is refused when it is no TypeScript', async () => {
    await expect(folded('const x: = 1;', 'fold.ts')).rejects.toThrow('not valid TypeScript');
  });
});

describe('the clock of the second run', () => {
  it('is elsewhere, and what is no clock stays as it was', () => {
    const Real = Date;
    const before = Real.now();
    try {
      setClockApart();
      expect(Date.now()).toBeGreaterThan(before + 1e11);
      expect(new Date().getTime()).toBeGreaterThan(before + 1e11);
      expect(new Date('2023-01-01').toISOString()).toBe('2023-01-01T00:00:00.000Z');
      expect(new Date(2023, 0, 1)).toBeInstanceOf(Date);
      expect(Date.UTC(2023, 0, 1)).toBe(Real.UTC(2023, 0, 1));
    } finally {
      globalThis.Date = Real;
    }
  });
});
