/** Reads the rejections that the ledger keeps. */
import type { LedgerClient } from '../../support/ledger-client.js';
import type { SentEvent } from '../../support/events.js';

/** A rejection as the ledger shows it. */
export interface Rejection {
  readonly id: string;
  readonly problem: { readonly code: string; readonly status: number };
  readonly event: SentEvent | null;
  readonly [member: string]: unknown;
}

/** All rejections, newest first. */
export async function rejectionsOf(client: LedgerClient): Promise<Rejection[]> {
  const rejections: Rejection[] = [];
  for (let path: string | undefined = '/v1/rejections?limit=1000'; path !== undefined;) {
    const { body, headers } = await client.get(path);
    rejections.push(...(body.rejections as Rejection[]));
    path = /<([^>]+)>;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  return rejections;
}
