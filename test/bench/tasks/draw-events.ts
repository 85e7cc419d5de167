/** Draws what is told of some of a region's clients, in order of delivery. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { simulateDeliveries } from '#libs/simulation';

export interface DrawEvents {
  readonly clients: number;
  readonly part: { readonly from: number; readonly until: number };
  /** Where lines go: time of delivery, what the ledger must make of the event, and the event, with tabs between. */
  readonly file: string;
}

/** Twelve years, so that figures of five years have a past and a follow-up. */
const HISTORY = { from: '2014-01-01', to: '2025-12-31', seed: 'bench' };

export default async function drawEvents({ file, ...which }: DrawEvents): Promise<null> {
  const out = createWriteStream(file);
  for (const { deliveredAt, expected, event } of simulateDeliveries({ ...HISTORY, ...which })) {
    if (!out.write(`${deliveredAt}\t${expected}\t${JSON.stringify(event)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return null;
}
