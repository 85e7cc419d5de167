/** How long after its receipt an event is in a figure. */
import { Client } from '../support/client.js';
import { intake, start, START_DAY } from '../support/events.js';
import { timed, type Measurement } from '../support/measure.js';
import type { BenchServer } from '../support/server.js';

/** A figure that counts the records started on that day. */
const FIGURE = `/v1/indicators/repeat-start/values?from=${START_DAY}&to=${START_DAY}`;

/**
 * One event at a time: from its receipt to the answer that counts it. The question asks for its position, so the
 * server answers as soon as it can; the time the figure takes is part of it.
 * @throws Error when an answer does not count the event.
 */
export async function freshness(server: BenchServer, events: number): Promise<Measurement[]> {
  const client = new Client(server.url);
  const values: number[] = [];
  for (let i = 0; i < events; i += 1) await client.record(intake(`fresh-${i}`));
  for (let i = 0; i < events; i += 1) {
    const position = await client.record(start(`fresh-${i}`));
    let counted: number | undefined;
    const took = await timed(async () => {
      const { rows } = await client.ask<{ rows: { denominator: number }[] }>(`${FIGURE}&asOf=${position}`);
      counted = rows[0]?.denominator;
    });
    if (counted !== i + 1) throw new Error(`a figure counted ${counted} events of ${i + 1}`);
    values.push(took);
  }
  client.close();
  const what = `from the receipt of an event to a figure with it, ${events} times`;
  return [
    { id: 'freshness', what: `${what}: median`, unit: 'ms', values },
    { id: 'freshness-p95', what: `${what}: 95 %`, unit: 'ms', values, show: 'p95' },
  ];
}
