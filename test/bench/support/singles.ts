/** Requests of one event each. */
import { Client } from './client.js';
import { costOf, type Cost } from './measure.js';
import { intake, start } from './own-events.js';

export interface Singles {
  /** Of each request, from sending to its receipt, in ms. */
  readonly each: readonly number[];
  /** Of all together; processor time is that of the sender. */
  readonly all: Cost;
}

/**
 * Sends intakes and the starts of care after them, over connections that stay open; each sends its next event when the last
 * has its receipt.
 * @param label makes their ids different from those of other calls.
 */
export async function sendSingles(url: string, label: string, count: number, connections: number): Promise<Singles> {
  const client = new Client(url, connections);
  const each: number[] = [];
  const record = async (event: object) => {
    const from = performance.now();
    await client.record(event);
    each.push(performance.now() - from);
  };
  const lane = async (from: number) => {
    for (let i = from; i < count / 2; i += connections) {
      await record(intake(`${label}-${i}`));
      await record(start(`${label}-${i}`));
    }
  };
  const all = await costOf(() => Promise.all(Array.from({ length: connections }, (_, from) => lane(from))));
  client.close();
  return { each, all };
}
