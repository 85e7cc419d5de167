/** Why there is no proof. */
import { ProblemException } from '#libs/http';
import { BrokenLedgerError } from '#libs/ledger-tree';

/** 404: nothing to prove, or not yet. */
export function nothingToProve(detail: string): ProblemException {
  return new ProblemException({ status: 404, code: 'not-found', detail });
}

/** Gives the answer, or the problem for a ledger whose events are not those of its tree. */
export async function unlessBroken<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof BrokenLedgerError)) throw error;
    throw new ProblemException({ status: 500, code: 'broken-ledger', detail: error.message });
  }
}
