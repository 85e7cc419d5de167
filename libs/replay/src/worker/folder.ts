/** What folds portions of persons: a thread of its own, or for specs this one. */
import { canonicalJson } from '#libs/codec';
import { readPerson, type PersonText } from '#libs/facts';
import { FoldError, thrown, type FoldFailure } from '../fold/failure.js';
import { foldPerson } from '../fold/fold-person.js';
import type { Fold, FoldQuestion } from '../fold/fold.js';
import { lineOf, type FoldModule } from '../fold/fold-source.js';
import { isJson } from '../fold/json.js';
import { loadFold } from '../fold/load-fold.js';
import { inOrder, inReverse, type Spooled } from '../run/spool.js';

/** What a folder is made for. */
export interface FolderOptions {
  readonly module: FoldModule;
  readonly question: FoldQuestion;
  /** A second run: persons from last to first, and another day on the clock. */
  readonly second: boolean;
}

/** Results of a portion in the order of its persons, or what went wrong. */
export type Folded = { readonly results: readonly (string | null)[] } | { readonly failure: FoldFailure };

/** The figure as canonical JSON, null when the fold has no `finish`; or what went wrong. */
export type Finished = { readonly figure: string | null } | { readonly failure: FoldFailure };

export interface Folder {
  fold(persons: readonly PersonText[]): Promise<Folded>;
  finish(spooled: Spooled): Promise<Finished>;
  close(): Promise<void>;
}

/** Folds in this thread. */
export class LocalFolder implements Folder {
  private loaded: Promise<Fold> | undefined;

  constructor(private readonly options: FolderOptions) {}

  async fold(persons: readonly PersonText[]): Promise<Folded> {
    return this.telling((fold): Folded => {
      const { module, question, second } = this.options;
      const results = new Array<string | null>(persons.length);
      for (let i = 0; i < persons.length; i++) {
        const place = second ? persons.length - 1 - i : i;
        results[place] = foldPerson(fold, module, readPerson(persons[place]!).history, question);
      }
      return { results };
    });
  }

  async finish(spooled: Spooled): Promise<Finished> {
    return this.telling(async (fold): Promise<Finished> => {
      if (!fold.finish) return { figure: null };
      const { module, question, second } = this.options;
      const persons = second ? inReverse(spooled) : inOrder(spooled);
      let figure: unknown;
      try {
        figure = await fold.finish(persons, { ...question, person: '' });
      } catch (error) {
        return { failure: { part: 'finish', problem: thrown(error), line: lineOf(error, module) } };
      }
      if (isJson(figure)) return { figure: canonicalJson(figure) };
      return { failure: { part: 'finish', problem: 'the figure is no JSON' } };
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async telling<T>(work: (fold: Fold) => T | Promise<T>): Promise<T | { readonly failure: FoldFailure }> {
    try {
      this.loaded ??= loadFold(this.options.module);
      return await work(await this.loaded);
    } catch (error) {
      if (error instanceof FoldError) return { failure: error.failure };
      throw error;
    }
  }
}
