import { describe, expect, it } from '@jest/globals';
import type { ReadCloudEvent } from '#libs/codec';
import { eventStream } from './event-stream.js';

const event = (position: string) => ({ position, id: `e${position}` }) as unknown as ReadCloudEvent;

describe('server-sent events', () => {
  it('carry the position as id, and leave out empty batches', async () => {
    async function* batches() {
      yield [event('1'), event('2')];
      yield [];
      yield [event('3')];
    }
    const texts: string[] = [];
    for await (const text of eventStream(batches())) texts.push(text);
    expect(texts).toEqual([
      'retry: 2000\n\n',
      'id: 1\ndata: {"position":"1","id":"e1"}\n\nid: 2\ndata: {"position":"2","id":"e2"}\n\n',
      'id: 3\ndata: {"position":"3","id":"e3"}\n\n',
    ]);
  });

  it('say that they are still there while nothing happens', async () => {
    let give: () => void = () => undefined;
    const waited = new Promise<void>((resolve) => (give = resolve));
    async function* batches() {
      await waited;
      yield [event('7')];
    }
    const stream = eventStream(batches(), 1);
    await stream.next();
    expect((await stream.next()).value).toBe(': still here\n\n');
    expect((await stream.next()).value).toBe(': still here\n\n');
    give();
    let { value } = await stream.next();
    while (value === ': still here\n\n') ({ value } = await stream.next());
    expect(value).toContain('id: 7\n');
    expect((await stream.next()).done).toBe(true);
  });

  it('pass a failure on, and release the source when nobody reads', async () => {
    // eslint-disable-next-line require-yield -- it fails before its first item
    async function* broken(): AsyncGenerator<ReadCloudEvent[]> {
      throw new Error('gone');
    }
    const failing = eventStream(broken());
    await failing.next();
    await expect(failing.next()).rejects.toThrow('gone');

    let released = false;
    async function* source() {
      try {
        for (;;) yield [event('1')];
      } finally {
        released = true;
      }
    }
    const stream = eventStream(source());
    await stream.next();
    await stream.next();
    await stream.return(undefined);
    expect(released).toBe(true);
  });
});
