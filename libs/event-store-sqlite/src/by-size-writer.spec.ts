import { describe, expect, it } from '@jest/globals';
import type { NewEvent } from '#libs/event-store';
import { BySizeWriter } from './by-size-writer.js';
import type { StoreWriter, WritesOfCall } from './store-writer.js';

const event: NewEvent = { id: '', type: 'noted', data: new Uint8Array(), metadata: new Uint8Array() };

function call(...events: number[]): WritesOfCall {
  const writes = events.map((count) => ({
    write: { stream: 's', events: new Array<NewEvent>(count).fill(event), expectedRevision: 'any' as const },
    bytes: 0,
  }));
  return { writes, fallen: [], options: {} };
}

class Noting implements StoreWriter {
  private ends: (() => void)[] = [];
  closed = false;

  constructor(
    private readonly name: string,
    private readonly log: string[],
    private readonly failure: Error | null = null,
  ) {}

  append({ writes }: WritesOfCall) {
    this.log.push(`${this.name} ${writes.length}`);
    return new Promise<never[]>((resolve) => this.ends.push(() => resolve([])));
  }

  finish(): void {
    for (const end of this.ends.splice(0)) end();
  }

  probe() {
    return Promise.resolve(this.failure);
  }

  close() {
    this.closed = true;
    return Promise.resolve();
  }
}

describe('a writer by size', () => {
  it('commits few events here and many in the thread', async () => {
    const log: string[] = [];
    const [here, thread] = [new Noting('here', log), new Noting('thread', log)];
    const writer = new BySizeWriter(here, thread);
    for (const next of [call(64), call(60, 5), call()]) {
      const done = writer.append(next);
      here.finish();
      thread.finish();
      await done;
    }
    expect(log).toEqual(['here 1', 'thread 2', 'here 0']);
  });

  it('takes one way while a call is under way, so that calls keep their order', async () => {
    const log: string[] = [];
    const [here, thread] = [new Noting('here', log), new Noting('thread', log)];
    const writer = new BySizeWriter(here, thread);
    const done = [writer.append(call(100)), writer.append(call(1))];
    thread.finish();
    await Promise.all(done);
    const after = writer.append(call(1));
    here.finish();
    await after;
    expect(log).toEqual(['thread 1', 'thread 1', 'here 1']);
  });

  it('tells what hinders either, and closes both', async () => {
    const [here, thread] = [new Noting('here', []), new Noting('thread', [], new Error('disk full'))];
    const writer = new BySizeWriter(here, thread);
    expect(await writer.probe()).toMatchObject({ message: 'disk full' });
    await writer.close();
    expect([here.closed, thread.closed]).toEqual([true, true]);
  });
});
