/** The event store by itself, beside a bare table of SQLite. */
import { join } from 'node:path';
import { plainCodec, type Codec } from '#libs/codec';
import type { EventStore, StoredEvent, StreamWrite } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { ERASED } from '#libs/privacy';
import { inTurns, perSecond, timed, type Measurement } from '../support/measure.js';
import { openPlainTable } from '../support/plain-sqlite.js';

const GROUP = 1_000;
const REPEATS = 3;
const BARE = 'bare SQLite table';

function groupsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

const asWrite = (event: StoredEvent): StreamWrite => ({
  stream: event.stream,
  events: [event],
  expectedRevision: event.revision === 0 ? 'must-not-exist' : event.revision - 1,
});

async function appendTo(store: EventStore, groups: readonly StreamWrite[][]): Promise<void> {
  for (const group of groups) {
    for (const result of await store.appendMany(group)) if (!result.ok) throw result.error;
  }
}

/**
 * Appends events to empty stores, in groups and one at a time, and waits for each commit.
 * @param events from the beginning of a ledger, in order.
 */
export async function append(folder: string, events: readonly StoredEvent[], singles: number): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [id, size, part] of [
    ['append-groups', GROUP, events],
    ['append-single', 1, events.slice(0, singles)],
  ] as const) {
    const [own, bare]: [number[], number[]] = [[], []];
    const writes = groupsOf(part.map(asWrite), size);
    const rows = groupsOf(part, size);
    for (let i = 0; i < REPEATS; i += 1) {
      const store = openSqliteEventStore(join(folder, `${id}-${i}.sqlite`));
      own.push(await timed(() => appendTo(store, writes)));
      await store.close();
      const table = openPlainTable(join(folder, `${id}-${i}-bare.sqlite`));
      bare.push(await timed(() => rows.forEach((group) => table.insert(group))));
      table.close();
    }
    measurements.push({
      id,
      what: `append ${part.length} events, ${size === 1 ? 'one per commit' : `${size} per commit`}`,
      unit: 'events/s',
      values: perSecond(part.length, own),
      peer: { name: BARE, unit: 'events/s', values: perSecond(part.length, bare) },
    });
  }
  return measurements;
}

/** Reads, unseals and decodes a whole ledger, beside reading and parsing the same events, not sealed, from a bare table. */
export async function replay(
  folder: string,
  store: EventStore,
  codec: Codec,
  events: readonly StoredEvent[],
  repeats: number,
): Promise<Measurement> {
  const table = openPlainTable(join(folder, 'replay-bare.sqlite'));
  const plain = plainCodec();
  const readable = events.flatMap((stored) => {
    const event = codec.decode(stored);
    return event === null || event === ERASED ? [] : [{ ...stored, ...plain.encode(event, stored.stream) }];
  });
  for (const group of groupsOf(readable, GROUP)) table.insert(group);
  const read = async () => {
    let count = 0;
    for await (const stored of store.readAll()) if (codec.decode(stored)) count += 1;
    mustBe(count, events.length);
  };
  const { own, peer } = await inTurns(repeats, read, () => mustBe(table.readAll(), events.length));
  table.close();
  return {
    id: 'replay',
    what: `read and decode ${events.length} events`,
    unit: 'events/s',
    values: perSecond(events.length, own),
    peer: { name: `${BARE}, JSON parsed`, unit: 'events/s', values: perSecond(events.length, peer) },
  };
}

function mustBe(count: number, expected: number): void {
  if (count !== expected) throw new Error(`read ${count} events of ${expected}`);
}
