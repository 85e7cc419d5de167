/** What a figure written by hand in SQL is, beside the figure of the catalogue. */

export interface HandWritten {
  readonly id: string;
  readonly what: string;
  /** The indicator of the catalogue. */
  readonly indicator: string;
  readonly by: string;
  /**
   * `$1` and `$2` are the window, `$3` is the last day observed. A row for each group, as `group`; every other column is a number of the figure under its
   * place in the answer (`numerator`, `perRecord.denominator`), or `leftOut`: cases that are in no figure, for any reason.
   */
  readonly sql: string;
}

export const WINDOW = { from: '2020-01-01', to: '2024-12-31', observedUntil: '2025-12-31' } as const;

/** What is bound to the statement: as many days as it has parameters. */
export const parametersOf = ({ sql }: HandWritten): string[] =>
  [WINDOW.from, WINDOW.to, WINDOW.observedUntil].filter((_, i) => sql.includes(`$${i + 1}`));
