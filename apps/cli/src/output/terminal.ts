/** Where commands write: results on standard output, everything about the work on standard error. */

export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** About the work: notices, refusals, summaries beside results. */
  readonly err: (text: string) => void;
}

export const TERMINAL: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};
