/** The suite of a reference set that comes in one delivery. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SentEvent } from '../support/events.js';
import { shuffleArrivals } from '../support/shuffle.js';
import { describeWithShared } from '../support/shared-folder.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { askAll, questionsFor } from './questions.js';

const BATCH_SIZE = 700;

/**
 * @param orders seeds of shuffled orders of arrival, each tried on a ledger of its own.
 */
export function describeSet(set: string, makeEvents: () => SentEvent[], orders: readonly number[]): void {
  describeWithShared(`reference/${set}`, `reference/${set}`, () => {
    let server: TestServer;
    let events: SentEvent[];
    let position: string;
    let rowsInOrder: Map<string, unknown>;

    beforeAll(async () => {
      events = makeEvents();
      server = await startTestServer();
    });
    afterAll(() => server.stop());

    it('keeps all rules in the order given, and answers as R and the publications do', async () => {
      position = await server.client.record(events);
      const { asked } = await questionsFor(set, server.client);
      const { wrong, rows } = await askAll(server.client, asked, undefined, position);
      rowsInOrder = rows;
      expect(wrong).toEqual([]);
    });

    it('takes everything a second time as duplicates, and the figures stay', async () => {
      await server.client.record(events, 'duplicate');
      expect(await server.client.lastPosition()).toBe(position);
      const { asked } = await questionsFor(set, server.client);
      const { rows } = await askAll(server.client, asked, position);
      expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(rowsInOrder));
    });

    it.each(orders)('gives the same figures in another order of arrival (seed %i), sent in batches', async (seed) => {
      const other = await startTestServer();
      try {
        const shuffled = shuffleArrivals(events, seed);
        let last = '';
        for (let from = 0; from < shuffled.length; from += BATCH_SIZE) {
          const answer = await other.client.postBatch(shuffled.slice(from, from + BATCH_SIZE));
          expect(answer.status).toBe(200);
          const results = answer.body as { status: string; position?: string }[];
          expect(results.filter((result) => result.position === undefined).slice(0, 3)).toEqual([]);
          last = results.at(-1)!.position!;
        }
        const { asked } = await questionsFor(set, other.client);
        const { wrong, rows } = await askAll(other.client, asked, undefined, last);
        expect(wrong).toEqual([]);
        expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(rowsInOrder));
      } finally {
        await other.stop();
      }
    });
  });
}
