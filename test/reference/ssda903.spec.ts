import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Question } from '../support/expectations.js';
import type { SentEvent } from '../support/events.js';
import { describeWithShared } from '../support/shared-folder.js';
import { shuffleArrivals } from '../support/shuffle.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { askAll, questionsFor } from './questions.js';
import { ssda903Deliveries } from './ssda903.js';

describeWithShared('reference/ssda903', 'reference/ssda903', () => {
  let server: TestServer;
  let deliveries: SentEvent[][];
  let questions: readonly Question[];
  const positions: string[] = [];
  const rowsThen = new Map<string, unknown>();

  const after = (delivery: number) => questions.filter(({ afterDelivery }) => afterDelivery === delivery);

  beforeAll(async () => {
    deliveries = ssda903Deliveries();
    server = await startTestServer();
    questions = (await questionsFor('ssda903', server.client)).asked;
  });
  afterAll(() => server.stop());

  it('answers after each yearly delivery as it was known then', async () => {
    const wrongs: string[] = [];
    for (const [index, events] of deliveries.entries()) {
      positions.push(await server.client.record(events));
      const { wrong, rows } = await askAll(server.client, after(index + 1), undefined, positions[index]);
      wrongs.push(...wrong);
      for (const [id, answered] of rows) rowsThen.set(id, answered);
    }
    expect(rowsThen.size).toBe(questions.length);
    expect(wrongs).toEqual([]);
  });

  it('gives the same answers at the end, asked as of the position after each delivery', async () => {
    const rowsNow = new Map<string, unknown>();
    const wrongs: string[] = [];
    for (const [index, position] of positions.entries()) {
      const { wrong, rows } = await askAll(server.client, after(index + 1), position);
      wrongs.push(...wrong);
      for (const [id, answered] of rows) rowsNow.set(id, answered);
    }
    expect(wrongs).toEqual([]);
    expect(Object.fromEntries(rowsNow)).toEqual(Object.fromEntries(rowsThen));
  });

  it('takes everything a second time as duplicates, and the figures stay', async () => {
    for (const events of deliveries) await server.client.record(events, 'duplicate');
    expect(await server.client.lastPosition()).toBe(positions.at(-1));
    const { wrong } = await askAll(server.client, after(4), undefined);
    expect(wrong).toEqual([]);
  });

  it('gives the same answers after a restart on the same data', async () => {
    await server.restart();
    const { wrong } = await askAll(server.client, after(2), positions[1]);
    expect(wrong).toEqual([]);
    expect((await askAll(server.client, after(4), undefined, positions[3])).wrong).toEqual([]);
  });

  it('gives the same figures whatever the order of arrival within each delivery', async () => {
    const other = await startTestServer();
    try {
      const wrongs: string[] = [];
      for (const [index, events] of deliveries.entries()) {
        const position = await other.client.record(shuffleArrivals(events, 41 + index));
        const { wrong, rows } = await askAll(other.client, after(index + 1), undefined, position);
        wrongs.push(...wrong);
        for (const [id, answered] of rows) expect([id, answered]).toEqual([id, rowsThen.get(id)]);
      }
      expect(wrongs).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it.each([5, 6])('gives the same last figures whatever the order over all deliveries (seed %i)', async (seed) => {
    const other = await startTestServer();
    try {
      const position = await other.client.record(shuffleArrivals(deliveries.flat(), seed));
      const { wrong, rows } = await askAll(other.client, after(4), undefined, position);
      expect(wrong).toEqual([]);
      for (const [id, answered] of rows) expect([id, answered]).toEqual([id, rowsThen.get(id)]);
    } finally {
      await other.stop();
    }
  });
});
