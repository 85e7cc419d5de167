/** A researcher's fold over all histories, as text piece by piece: the results of persons can be many. */
import { availableParallelism } from 'node:os';
import { FoldError, inOrder, runFold } from '#libs/replay';
import { UsageError } from '../errors.js';
import type { KnownFacts } from '../data/facts-as-of.js';
import type { ReplayQuestion, ReplaySource } from './manifest.js';

/** @throws UsageError for what a fold has no use for. */
export function checkFoldQuestion({ by, method, filters }: ReplayQuestion): void {
  const given = { '--by': by, '--method': method, '--filter': Object.keys(filters)[0] };
  const useless = Object.entries(given).find(([, value]) => value !== undefined);
  if (useless) throw new UsageError(`${useless[0]} is for definitions: a fold is told with --param.`);
}

/**
 * Runs a fold.
 * @param spool a file for the results of persons, which the caller takes away.
 * @param seen called with each number of persons done.
 * @returns the result as JSON: `figure` when the fold finishes, else `results`, one line per person.
 * @throws UsageError when the fold is at fault.
 */
export async function foldResult(
  { view, observedUntil: known }: KnownFacts,
  source: ReplaySource,
  { from, to, observedUntil = known, parameters }: ReplayQuestion,
  spool: string,
  seen: (persons: number) => void,
): Promise<AsyncGenerator<string>> {
  const question = { from, to, observedUntil, parameters };
  const file = { name: source.name, text: source.text };
  const folding = runFold({ file, question, people: view.people(), spool, threads: availableParallelism(), seen });
  const { figure, spooled } = await folding.catch((error: unknown) => {
    throw error instanceof FoldError ? new UsageError(error.message, { cause: error }) : error;
  });
  const head = {
    fold: source.name,
    window: { from, to },
    parameters,
    asOf: { position: view.position, recordedAt: view.recordedAt },
    observedUntil,
    persons: spooled.results,
  };
  async function* text(): AsyncGenerator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},\n`;
    if (figure !== null) yield `"figure":${figure}}\n`;
    else {
      let before = '"results":[\n';
      for await (const one of inOrder(spooled)) {
        yield before + JSON.stringify(one);
        before = ',\n';
      }
      yield before === ',\n' ? '\n]}\n' : '"results":[]}\n';
    }
  }
  return text();
}
