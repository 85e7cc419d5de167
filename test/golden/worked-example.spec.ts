import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SentEvent } from '../support/events.js';
import type { LedgerClient } from '../support/ledger-client.js';
import { seeded, shuffleArrivals } from '../support/shuffle.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { correctedExample } from './corrected-example.js';
import { Copy, FIGURES, TRANSITIONS, workedExample } from './worked-example.js';

const ORDERS = 60;
const CORRECTED = 60;

/** Sends events in pieces of changing size and changing form; every one must be recorded. Gives the last position. */
async function recordInPieces(
  client: LedgerClient,
  events: readonly SentEvent[],
  random: () => number,
): Promise<string> {
  let position = '';
  for (let from = 0; from < events.length;) {
    const piece = events.slice(from, from + 1 + Math.floor(random() * 400));
    from += piece.length;
    if (random() < 0.5) position = await client.record(piece);
    else {
      const { status, body } = await client.postBatch(piece);
      expect(status).toBe(200);
      expect((body as { status: string }[]).filter((result) => result.status !== 'recorded')).toEqual([]);
      position = (body as { position: string }[]).at(-1)!.position;
    }
  }
  return position;
}

/** Holds the figures of copies, side by side in one ledger, against the example. */
async function expectFigures(client: LedgerClient, copies: readonly Copy[], asOf: string): Promise<void> {
  for (const { request, row } of FIGURES) {
    const { rows } = await client.ask(`${request}&by=municipality`, asOf);
    for (const { municipality } of copies) {
      const found = rows.find(({ group }: { group: Record<string, string> }) => group['municipality'] === municipality);
      // A group without any case has no row: its figure is one over nothing.
      const expected = row['denominator'] === 0 && found === undefined ? undefined : expect.objectContaining(row);
      expect([request, municipality, found]).toEqual([request, municipality, expected]);
    }
  }
}

describe('the worked example of domain.md 11a', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('comes out as stated, alone in a ledger', async () => {
    const alone = await startTestServer();
    try {
      const position = await alone.client.record(workedExample(new Copy(0)));
      for (const { request, row } of FIGURES) {
        const { rows } = await alone.client.ask(request, position);
        expect([request, rows]).toEqual([request, [{ ...rows[0], group: {}, ...row }]]);
      }
      const flows = await alone.client.ask('/v1/flows?from=2023-01-01&to=2023-06-30');
      expect(flows.rows[0].transitions).toHaveLength(TRANSITIONS.length);
      expect(flows.rows[0].transitions).toEqual(expect.arrayContaining(TRANSITIONS));
    } finally {
      await alone.stop();
    }
  });

  it(`comes out as stated in ${ORDERS} orders of arrival and any cut into batches`, async () => {
    const copies = Array.from({ length: ORDERS }, (_, index) => new Copy(100 + index));
    const events = copies.flatMap((copy) => workedExample(copy));
    const position = await recordInPieces(server.client, shuffleArrivals(events, 20230101), seeded(7));
    await expectFigures(server.client, copies, position);
  });

  it(`comes out as stated in ${CORRECTED} corrected versions in any order of arrival`, async () => {
    const random = seeded(11);
    const copies = Array.from({ length: CORRECTED }, (_, index) => new Copy(300 + index));
    const events = copies.flatMap((copy) => correctedExample(workedExample(copy), copy, random));
    const position = await recordInPieces(server.client, shuffleArrivals(events, 20230630), random);
    await expectFigures(server.client, copies, position);
  });

  it('shows, as of a position before a correction, what was known then', async () => {
    const copy = new Copy(500);
    const events = workedExample(copy);
    const end = events.find(({ type, subject }) => type.endsWith('.trajectory-ended') && subject === copy.id('T1'))!;
    const filter = `municipality=${copy.municipality}`;
    const told = events.map((event) =>
      event === end ? { ...end, data: { effectiveOn: '2023-07-15', endReason: '02' } } : event,
    );
    const before = await server.client.record(told);
    const corrected = await server.client.record([copy.sender.correction(end, '2024-02-01', end.data)]);
    // With T1 open until July it runs into T2: one record, which neither started nor ended in the window.
    const then = [
      { of: 'regular-ending', numerator: 1, denominator: 3 },
      { of: 'dropout', numerator: 1, denominator: 2 },
      { of: 'repeat-start', numerator: 0, denominator: 3 },
      { of: 'repeat-referral', numerator: 0, denominator: 1 },
    ];
    for (const { of, ...row } of then) {
      const figure = FIGURES.find(({ request }) => request.includes(`/${of}/`))!;
      const old = await server.client.ask(`${figure.request}&${filter}`, before);
      expect([of, old.rows]).toEqual([of, [expect.objectContaining(row)]]);
      expect(old.asOf.position).toBe(before);
      const now = await server.client.ask(`${figure.request}&${filter}`, corrected);
      expect([of, now.rows]).toEqual([of, [expect.objectContaining(figure.row)]]);
    }
  });

  it('comes out as stated when one person is known by two pseudonyms that are linked, and not before', async () => {
    const copy = new Copy(501);
    const filter = `municipality=${copy.municipality}`;
    const events = workedExample(copy).map((event) => {
      const ofSecond = event.subject === copy.id('T2') && event.type.endsWith('.intake-registered');
      return ofSecond ? { ...event, data: { ...event.data, client: { pseudonym: copy.id('P1b') } } } : event;
    });
    const apart = await server.client.record(events);
    const otherClient = copy.id('P1');
    const link = copy.sender.event('clients-linked', copy.id('P1b'), '2025-03-01', { otherClient });
    const linked = await server.client.record([link]);
    const taken = await server.client.record([copy.sender.retraction(link, '2025-04-01')]);
    const again = await server.client.record([
      copy.sender.event('clients-linked', copy.id('P1'), '2025-05-01', { otherClient: copy.id('P1b') }),
    ]);

    const repeat = FIGURES.find(({ request }) => request.includes('/repeat-referral/'))!;
    const flows = FIGURES.find(({ request }) => request.includes('/flows'))!;
    const none = expect.objectContaining({ numerator: 0, denominator: 2, excluded: { deceased: 1 } });
    for (const [position, isOne] of [
      [again, true],
      [taken, false],
      [linked, true],
      [apart, false],
    ] as const) {
      const { rows } = await server.client.ask(`${repeat.request}&${filter}`, position);
      expect([isOne, rows]).toEqual([isOne, [isOne ? expect.objectContaining(repeat.row) : none]]);
      const stock = await server.client.ask(`${flows.request}&${filter}`, position);
      expect(stock.rows[0].persons.active).toBe(isOne ? 5 : 6);
    }
  });
});
