/** What the ledger answers to one line, over HTTP or not (contract section 4). */
export interface LineResult {
  /** From 1. */
  readonly line: number;
  readonly id?: string | null;
  readonly status: 'recorded' | 'duplicate' | 'rejected';
  readonly position?: string;
  readonly problem?: LineProblem;
}

export interface LineProblem {
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer?: string; readonly code?: string; readonly message?: string }[];
}

/** Sends lines to a ledger and gives the results in batches, in order. */
export type SendLines = (input: AsyncIterable<Uint8Array>) => AsyncIterable<readonly LineResult[]>;

/** A refusal in one line: the problem, and what is wrong with each field. Problems never hold values of fields. */
export function describeProblem({ status, code, detail, errors = [] }: LineProblem): string {
  const fields = errors.map(({ pointer, message }) => `${pointer ?? ''} ${message ?? ''}`.trim());
  const head = [status, code].filter(Boolean).join(' ');
  return `${head}: ${detail ?? 'refused'}${fields.length > 0 ? ` (${fields.join('; ')})` : ''}`;
}
