/** What is sent: a simulated region, and events of clients made up here. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { simulateDeliveries } from '#libs/simulation';
import type { Counts } from './client.js';

const EVENTS_PER_CLIENT = 17.2;

/** Twelve years, so that figures of 2023 have a past and a follow-up. */
const HISTORY = { from: '2014-01-01', to: '2025-12-31', seed: 'bench' };

/** Writes a region's events to a file, in order of delivery, and gives what the ledger must make of them. */
export async function writeRegion(file: string, events: number): Promise<Counts> {
  const out = createWriteStream(file);
  const expected: Counts = { recorded: 0, duplicate: 0, rejected: 0 };
  for (const delivery of simulateDeliveries({ ...HISTORY, clients: Math.round(events / EVENTS_PER_CLIENT) })) {
    expected[delivery.expected === 'refused' ? 'rejected' : delivery.expected] += 1;
    if (!out.write(`${JSON.stringify(delivery.event)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return expected;
}

const event = (name: string, id: string, data: object): object => ({
  specversion: '1.0',
  id: `${name}-${id}`,
  source: 'urn:bench',
  type: `nl.jeugdhulptrajecten.${name}`,
  subject: `T-bench-${id}`,
  data,
});

/** The intake of a client of its own. */
export const intake = (id: string): object =>
  event('intake-registered', id, {
    effectiveOn: '2026-01-10',
    client: { pseudonym: `p-bench-${id}` },
    provider: 'provider-bench',
    municipality: 'GM0230',
    careForm: '02',
    referrer: '01',
    born: '2012-05',
    sex: 'V',
  });

/** The day on which the care of `start` begins: nothing else begins then. */
export const START_DAY = '2026-02-01';

/** The start of care after `intake`. */
export const start = (id: string): object =>
  event('care-started', id, { effectiveOn: START_DAY, careForm: '02', crisis: false });
