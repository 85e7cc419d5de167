/** A fold over all persons, on all cores, twice: what does not come to the same both times is no figure. */
import type { PersonText } from '#libs/facts';
import { FoldError, type FoldFailure } from '../fold/failure.js';
import type { FoldQuestion } from '../fold/fold.js';
import { toModule, type FoldFile } from '../fold/fold-source.js';
import { sameFigure } from '../fold/json.js';
import type { Folder, FolderOptions } from '../worker/folder.js';
import { ThreadFolder } from '../worker/thread-folder.js';
import { SpoolWriter, type Spooled } from './spool.js';

export interface RunFoldOptions {
  readonly file: FoldFile;
  readonly question: FoldQuestion;
  /** Every person, by pseudonym, a portion at a time. */
  readonly people: AsyncIterable<readonly PersonText[]>;
  /** A file for the results of persons; the caller takes it away. */
  readonly spool: string;
  /** How many threads to use; at least two are. */
  readonly threads: number;
  /** Called with each number of persons done. */
  readonly seen?: (persons: number) => void;
  /** Default: threads. */
  readonly createFolder?: (options: FolderOptions) => Folder;
}

/** What a fold came to. */
export interface FoldOutcome {
  /** The figure as canonical JSON; null when the fold has no `finish`, and the results are all there is. */
  readonly figure: string | null;
  /** The results of persons who count, in order of person. */
  readonly spooled: Spooled;
}

const NOT_DETERMINISTIC =
  'the fold is not deterministic: it came to something else the second time, with persons in another order and another day on the clock. ' +
  'Use the arguments alone: no clock, no chance, nothing kept between persons';

/**
 * Folds every person twice, in two threads and two orders.
 * @throws FoldError when the fold cannot be loaded, throws, gives what is no JSON, or is not deterministic.
 */
export async function runFold(options: RunFoldOptions): Promise<FoldOutcome> {
  const { file, question, people, spool, threads, seen } = options;
  const create = options.createFolder ?? ((made: FolderOptions) => new ThreadFolder(made));
  const module = await toModule(file);
  const refuse = (failure: FoldFailure): never => {
    throw new FoldError(failure, file.name);
  };
  const teams = Array.from({ length: Math.max(1, Math.ceil(threads / 2)) }, () => ({
    first: create({ module, question, second: false }),
    second: create({ module, question, second: true }),
  }));
  try {
    const writer = await SpoolWriter.open(spool);
    let spooled: Spooled;
    try {
      let persons = 0;
      for await (const { portion, results } of inTurn(people, teams, (team, portion) =>
        foldTwice(team, portion, refuse),
      )) {
        await writer.add(
          portion.map(({ person }) => person),
          results,
        );
        seen?.((persons += portion.length));
      }
    } finally {
      spooled = await writer.close();
    }
    return { figure: await finishTwice(teams[0]!, spooled, refuse), spooled };
  } finally {
    await Promise.all(teams.flatMap(({ first, second }) => [first.close(), second.close()]));
  }
}

interface Team {
  readonly first: Folder;
  readonly second: Folder;
}

type Refuse = (failure: FoldFailure) => never;
type Results = readonly (string | null)[];

async function foldTwice({ first, second }: Team, portion: readonly PersonText[], refuse: Refuse): Promise<Results> {
  const [once, again] = await Promise.all([first.fold(portion), second.fold(portion)]);
  if ('failure' in once) return refuse(once.failure);
  if ('failure' in again) return refuse(again.failure);
  const other = once.results.findIndex((result, i) => result !== again.results[i]);
  if (other < 0) return once.results;
  return refuse({ part: 'determinism', problem: NOT_DETERMINISTIC, person: portion[other]!.person });
}

async function finishTwice({ first, second }: Team, spooled: Spooled, refuse: Refuse): Promise<string | null> {
  const [once, again] = await Promise.all([first.finish(spooled), second.finish(spooled)]);
  if ('failure' in once) return refuse(once.failure);
  if ('failure' in again) return refuse(again.failure);
  if (once.figure === null || again.figure === null) return null;
  if (sameFigure(JSON.parse(once.figure), JSON.parse(again.figure))) return once.figure;
  return refuse({ part: 'determinism', problem: `finish: ${NOT_DETERMINISTIC}` });
}

/** Hands portions to teams that are free, and gives what they come to in order. No more portions than teams are in memory. */
async function* inTurn(
  people: AsyncIterable<readonly PersonText[]>,
  teams: readonly Team[],
  work: (team: Team, portion: readonly PersonText[]) => Promise<Results>,
): AsyncGenerator<{ portion: readonly PersonText[]; results: Results }> {
  const underWay: Promise<{ portion: readonly PersonText[]; results: Results }>[] = [];
  let next = 0;
  for await (const portion of people) {
    if (underWay.length === teams.length) yield await underWay.shift()!;
    const working = work(teams[next++ % teams.length]!, portion).then((results) => ({ portion, results }));
    working.catch(() => undefined); // heard of when its turn comes
    underWay.push(working);
  }
  for (const working of underWay) yield await working;
}
