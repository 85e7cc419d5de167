/** Reads the rejections that the ledger keeps. */
import type { LedgerClient } from '../../support/ledger-client.js';

/** A rejection as the ledger shows it. */
export interface Rejection {
  readonly id: string;
  readonly problem: { readonly code: string; readonly status: number };
  readonly [member: string]: unknown;
}

/** All rejections, in the order given. */
export async function rejectionsOf(client: LedgerClient): Promise<Rejection[]> {
  const { body } = await client.get('/v1/rejections');
  return (Array.isArray(body) ? body : body.rejections) as Rejection[];
}
