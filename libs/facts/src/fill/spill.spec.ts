import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StoredEvent } from '#libs/event-store';
import { circlesIn, HeapWriter, type HeapPlace } from './spill.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spill-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (most: number) => fc.uint8Array({ maxLength: most });
const placed = fc.record({
  circle: fc.integer({ min: 0, max: 5 }).map((n) => n * 858_993_459),
  stream: fc.constantFrom('client-a', 'trajectory-T 1', 'measure-ë\nof two lines'),
  metadata: fc.constantFrom(Buffer.from('{"schemaVersion":1}'), Buffer.from('{}')),
  data: fc.oneof(bytes(300), fc.constantFrom(new Uint8Array(70_000).fill(7), new Uint8Array(0))),
});

function written(name: string, heaps: number, events: readonly { circle: number; stored: StoredEvent }[]) {
  const writer = new HeapWriter(join(folder, name), heaps);
  for (const { circle, stored } of events) writer.add(stored, circle);
  return writer.close();
}

/** Bytes as text: a list of many is slow to compare. */
const textOf = (given: Uint8Array): string => Buffer.from(given).toString('base64');

/** Every circle with its events, of all heaps. */
function readAll(places: readonly (readonly HeapPlace[])[]): Map<number, StoredEvent[]> {
  const found = new Map<number, StoredEvent[]>();
  for (let heap = 0; heap < places[0]!.length; heap++) {
    for (const { circle, events } of circlesIn(places.map((own) => own[heap]!))) {
      expect(found.has(circle)).toBe(false);
      found.set(circle, [...events]);
    }
  }
  return found;
}

describe('events on heaps', () => {
  it('come back by circle, in their order, byte for byte, from the files of all who read', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(placed, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (drawn, heaps) => {
        const events = drawn.map(({ circle, stream, metadata, data }, i) => {
          const id = `00000000-0000-8000-8000-${String(i).padStart(12, '0')}`;
          const place = { position: String(i + 1), revision: i, recordedAt: '2026-01-01T00:00:00.000Z' };
          return { circle, stored: { ...place, id, type: 'nl.example', stream, metadata, data } };
        });
        const half = Math.floor(events.length / 2);
        const name = `${++run}`;
        const places = [
          written(`${name}.0`, heaps, events.slice(0, half)),
          written(`${name}.1`, heaps, events.slice(half)),
        ];
        const wanted = new Map<number, StoredEvent[]>();
        for (const { circle, stored } of events) wanted.set(circle, [...(wanted.get(circle) ?? []), stored]);
        const plain = (found: Map<number, StoredEvent[]>) =>
          [...found]
            .sort(([a], [b]) => a - b)
            .map(([circle, own]) => [
              circle,
              own.map((one) => ({ ...one, metadata: textOf(one.metadata), data: textOf(one.data) })),
            ]);
        expect(plain(readAll(places))).toEqual(plain(wanted));
      }),
      { numRuns: 50 },
    );
  });

  it('stand in a file that only its owner reads, and whose end is missed when it is gone', async () => {
    const stored = { position: '1', revision: 0, recordedAt: 'then', id: 'id', type: 'type', stream: 'client-a' };
    const event = { ...stored, metadata: new Uint8Array(2), data: new Uint8Array(40_000) };
    const [place] = written('read', 1, [{ circle: 0, stored: event }]);
    expect((await stat(place!.file)).mode & 0o777).toBe(0o600);
    await truncate(place!.file, 32 * 1024);
    expect(() => [...circlesIn([place!])]).toThrow('shorter than what was written');
  });
});
