/** Figures of the newest and of earlier states, beside hand-written queries over the same tables by the same connection. */
import { openFactStore, type FactStore, type FactView } from '#libs/facts';
import { BUILT_IN } from '#libs/indicators';
import { ask } from '../support/figure.js';
import { HAND_WRITTEN, parametersOf, WINDOW, type HandWritten } from '../hand-written/index.js';
import { mustBeSame } from '../support/same-numbers.js';
import { inTurns, timed } from '../support/measure.js';

export interface Figures {
  /** A facts file that is in no use. */
  readonly facts: string;
  readonly rounds: number;
  /** Earlier positions, by what they are called. */
  readonly asOf: Readonly<Record<string, string>>;
}

export interface FigureTimes {
  /** Milliseconds of the engine and of the hand-written query, in turns. */
  readonly head: Readonly<Record<string, { readonly own: number[]; readonly peer: number[] }>>;
  /** Milliseconds of the first of those figures as of earlier positions: the first time each, and again. */
  readonly earlier: Readonly<Record<string, { readonly first: number[]; readonly again: number[] }>>;
}

const EARLIER = 3;

/** @throws Error when a figure and the query beside it do not give the same numbers. */
export default async function figures({ facts: file, rounds, asOf }: Figures): Promise<FigureTimes> {
  const facts = await openFactStore(file);
  const head: Record<string, { own: number[]; peer: number[] }> = {};
  for (const one of HAND_WRITTEN) {
    head[one.id] = await facts.withView(undefined, async (view) => {
      mustBeSame(one, await figure(view, one), await byHand(view, one));
      return inTurns(
        rounds,
        () => figure(view, one),
        () => byHand(view, one),
      );
    });
  }
  const earlier: Record<string, { first: number[]; again: number[] }> = {};
  for (const [name, position] of Object.entries(asOf)) earlier[name] = await inThePast(facts, BigInt(position));
  await facts.close();
  return { head, earlier };
}

async function inThePast(facts: FactStore, position: bigint): Promise<{ first: number[]; again: number[] }> {
  const [first, again]: [number[], number[]] = [[], []];
  for (let i = 0n; i < EARLIER; i += 1n) {
    const once = () => timed(() => facts.withView(String(position - i), (view) => figure(view, HAND_WRITTEN[0]!)));
    first.push(await once());
    again.push(await once());
  }
  return { first, again };
}

type Row = Readonly<Record<string, unknown>>;

async function figure(view: FactView, { indicator, by }: HandWritten): Promise<readonly Row[]> {
  const definition = BUILT_IN.find(({ id }) => id === indicator)!;
  const { from, to, observedUntil } = WINDOW;
  return (await ask(view, { definition, query: { from, to, by }, observedUntil })) as Row[];
}

const byHand = (view: FactView, one: HandWritten): Promise<Row[]> => view.query(one.sql, parametersOf(one));
