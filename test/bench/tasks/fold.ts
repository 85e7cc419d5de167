/** A researcher's own questions of a whole ledger: a fold in TypeScript, and a definition in JSON. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { openFactStore } from '#libs/facts';
import { runFold } from '#libs/replay';
import { openLedger } from '../support/data-dir.js';
import { ask, readDefinition } from '../support/figure.js';
import { costOf, timed, type Cost } from '../support/measure.js';

export interface Fold {
  /** The data directory of a ledger whose facts are up to date and that no server holds. */
  readonly dataDir: string;
  /** TypeScript. */
  readonly fold: string;
  /** JSON. */
  readonly definition: string;
  readonly from: string;
  readonly to: string;
  readonly observedUntil: string;
  /** Times that the definition is asked. */
  readonly rounds: number;
}

export interface FoldCosts {
  readonly fold: Cost;
  readonly figure: string | null;
  readonly persons: number;
  /** Milliseconds of each time that the definition was asked; the first is the first time at all. */
  readonly definition: readonly number[];
}

export default async function fold(args: Fold): Promise<FoldCosts> {
  const { dataDir, from, to, observedUntil } = args;
  const { codec, close } = openLedger(dataDir);
  const facts = await openFactStore(join(dataDir, 'facts.duckdb'), { codec });
  const question = { definition: readDefinition(await readFile(args.definition, 'utf8')), query: { from, to } };
  const file = { name: basename(args.fold), text: await readFile(args.fold, 'utf8') };
  let figure: string | null = null;
  let persons = 0;
  const asked: number[] = [];
  const cost = await facts.withView(undefined, async (view) => {
    for (let i = 0; i < args.rounds; i += 1) {
      asked.push(await timed(() => ask(view, { ...question, observedUntil })));
    }
    return costOf(async () => {
      const outcome = await runFold({
        file,
        question: { from, to, observedUntil, parameters: {} },
        people: view.people(),
        spool: join(dataDir, 'bench.spool'),
        threads: availableParallelism(),
        seen: (number) => (persons = number),
      });
      figure = outcome.figure;
    });
  });
  await facts.close();
  await close();
  return { fold: cost, figure, persons, definition: asked };
}
