/** Events sent at a steady pace, and when each had its receipt. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from './client.js';

/** When a position had its receipt, in ms of `performance.now()`. */
export interface Received {
  readonly position: number;
  readonly at: number;
}

const TICK_MS = 20;

/**
 * Sends NDJSON lines in small requests, so many events a second, over connections that stay open; when all connections are
 * busy it falls behind, and catches up when it can.
 * @returns what was recorded, and the events a second that were reached.
 */
export async function sendAtPace(
  url: string,
  lines: readonly string[],
  perSecond: number,
  connections: number,
): Promise<{ received: Received[]; rate: number }> {
  const client = new Client(url, connections);
  const received: Received[] = [];
  const each = Math.ceil((perSecond * TICK_MS) / 1_000);
  const began = performance.now();
  let next = 0;
  const lane = async () => {
    for (let group = next++; group * each < lines.length; group = next++) {
      await delay(Math.max(0, began + group * TICK_MS - performance.now()));
      const positions = await client.recordLines(lines.slice(group * each, (group + 1) * each));
      const at = performance.now();
      received.push(...positions.map((position) => ({ position, at })));
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  client.close();
  return { received, rate: (lines.length * 1_000) / (performance.now() - began) };
}
