/** A fold that does not do what it should: told without any of the data it was given. */

/** Where in a fold something went wrong. */
export interface FoldFailure {
  readonly part: 'load' | 'initial' | 'apply' | 'result' | 'finish' | 'determinism';
  /** What is wrong, in words of this program. */
  readonly problem: string;
  /** Line in the fold's file, from 1, where it is known. */
  readonly line?: number;
  readonly person?: string;
  readonly event?: { readonly source: string; readonly id: string; readonly name: string };
}

/** The fold cannot be used; the message says where. It never holds what the fold threw, which may repeat data. */
export class FoldError extends Error {
  override readonly name = 'FoldError';

  constructor(
    readonly failure: FoldFailure,
    file: string,
  ) {
    super(messageOf(failure, file));
  }
}

function messageOf({ part, problem, line, person, event }: FoldFailure, file: string): string {
  const place = line === undefined ? file : `${file}, line ${line}`;
  const where = part === 'load' || part === 'determinism' ? '' : `${part}: `;
  return [
    `${place}: ${where}${problem}`,
    ...(person === undefined ? [] : [`  person ${person}`]),
    ...(event === undefined ? [] : [`  event ${event.name}, source ${event.source}, id ${event.id}`]),
  ].join('\n');
}

/** What was thrown, by the kind of error alone: its message may repeat data. */
export function thrown(error: unknown): string {
  const name = error instanceof Error && /^[A-Za-z]{0,30}Error$/.test(error.name) ? error.name : 'something';
  return `${name} was thrown`;
}
