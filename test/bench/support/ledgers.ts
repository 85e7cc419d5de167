/** Ledgers of the sizes asked for: each is filled over HTTP once, measured meanwhile, and kept for the other parts. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type Counts } from './client.js';
import { costOf } from './measure.js';
import type { Region } from './region.js';
import { startBenchServer, type BenchServer, type ServerKind } from './server.js';

/** What it took to fill a ledger. */
export interface Filling {
  readonly expected: Counts;
  /** All that were sent. */
  readonly sent: number;
  /** Until the last receipt. */
  readonly received: { readonly ms: number; readonly processorMs: number };
  /** Until all were in the figures; of a ledger by itself the same. */
  readonly visible: { readonly ms: number; readonly processorMs: number };
  readonly memoryMB: number;
}

export interface FilledLedger extends Filling {
  readonly dataDir: string;
}

/**
 * Starts a server on an empty data directory, sends the region in one NDJSON request, and stops it.
 * @throws Error when the ledger makes something else of the events than was expected: then nothing counts.
 */
export async function fill(
  dataDir: string,
  { file, expected }: Region,
  kind: ServerKind = 'serve',
  hooks: readonly string[] = [],
): Promise<Filling> {
  await rm(dataDir, { recursive: true, force: true });
  const server = await startBenchServer(dataDir, kind, hooks);
  const client = new Client(server.url);
  try {
    let counts: Counts | undefined;
    const before = await server.usage();
    const since = async () => (await server.usage()).processorMs - before.processorMs;
    const began = performance.now();
    const { ms } = await costOf(async () => (counts = await client.upload(file)));
    const received = { ms, processorMs: await since() };
    if (counts!.recorded !== expected.recorded || counts!.rejected !== expected.rejected) {
      throw new Error(`expected ${JSON.stringify(expected)}, the ledger answered ${JSON.stringify(counts)}`);
    }
    if (kind === 'serve') await seen(server, expected.recorded);
    const visible = { ms: performance.now() - began, processorMs: await since() };
    const sent = expected.recorded + expected.duplicate + expected.rejected;
    return { expected, sent, received, visible, memoryMB: (await server.usage()).memoryMB };
  } finally {
    client.close();
    await server.stop();
  }
}

/** Waits until the figures have seen so many events. */
async function seen(server: BenchServer, events: number): Promise<void> {
  const client = new Client(server.url);
  await client.ask(`/v1/flows?from=2023-01-01&to=2023-12-31&asOf=${events}`);
  client.close();
}

/** Makes a ledger of a size when it is first asked for. */
export class Ledgers {
  private readonly made = new Map<number, Promise<FilledLedger>>();

  constructor(
    private readonly folder: string,
    private readonly regionOf: (events: number) => Promise<Region>,
    private readonly say: (text: string) => void,
  ) {}

  of(events: number): Promise<FilledLedger> {
    const known = this.made.get(events);
    if (known) return known;
    const making = this.make(events);
    this.made.set(events, making);
    return making;
  }

  private async make(events: number): Promise<FilledLedger> {
    const dataDir = join(this.folder, `ledger-${events}`, 'data');
    const region = await this.regionOf(events);
    this.say(`filling a ledger with ${events} events`);
    return { dataDir, ...(await fill(dataDir, region)) };
  }
}
