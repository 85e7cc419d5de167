/** The events of a region as emmett takes them. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What emmett calls an event; the CloudEvents attributes become its metadata. */
export interface EmmettEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Reads so many events from the beginning of an NDJSON file, as objects in memory. */
export async function firstEvents(file: string, count: number): Promise<EmmettEvent[]> {
  const events: EmmettEvent[] = [];
  const input = createReadStream(file);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const { type, data, ...metadata } = JSON.parse(line) as EmmettEvent['metadata'] & Omit<EmmettEvent, 'metadata'>;
    events.push({ type, data, metadata });
    if (events.length === count) break;
  }
  input.destroy();
  return events;
}

/** So many at a time. */
export function groupsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
