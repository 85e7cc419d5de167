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
  /** Milliseconds of some of those figures as of earlier positions, by figure and by what those are called: the first time each, and again. */
  readonly earlier: Readonly<Record<string, Readonly<Record<string, Times>>>>;
}

interface Times {
  readonly first: number[];
  readonly again: number[];
}

const EARLIER = 3;

/** Figures that are asked as of earlier positions: over care alone, and over goals, severity and costs. */
export const ASKED_EARLIER = ['repeat-referral', 'goals-realised', 'severity-reduction', 'costs'] as const;

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
  const earlier: Record<string, Record<string, Times>> = {};
  // Each figure has positions of its own, at which no other has made anything ready.
  let before = 0n;
  for (const id of ASKED_EARLIER) {
    const times: Record<string, Times> = (earlier[id] = {});
    for (const [name, position] of Object.entries(asOf))
      times[name] = await inThePast(facts, id, BigInt(position) - before);
    before += BigInt(EARLIER);
  }
  await facts.close();
  return { head, earlier };
}

async function inThePast(facts: FactStore, id: string, position: bigint): Promise<Times> {
  const asked = HAND_WRITTEN.find((one) => one.id === id)!;
  const [first, again]: [number[], number[]] = [[], []];
  for (let i = 0n; i < EARLIER; i += 1n) {
    const once = () => timed(() => facts.withView(String(position - i), (view) => figure(view, asked)));
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
