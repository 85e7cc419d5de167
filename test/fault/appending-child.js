/**
 * A process that appends to an event store until it is killed, or so many events, and prints one line for each receipt:
 * `<stream> <revision> <position> <id>`. Several streams are appended to at the same time; when another process was
 * first at a revision, it reads the stream again.
 *
 * node appending-child.js <file> <streams, comma list> [<events per stream>]
 */
import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { openSqliteEventStore } from '#libs/event-store-sqlite';

const [path, streams, count = 'Infinity'] = process.argv.slice(2);
const store = openSqliteEventStore(path);

async function appendTo(stream) {
  for (let done = 0; done < Number(count);) {
    const size = Math.min(1 + (done % 5), Number(count) - done);
    const events = Array.from({ length: size }, () => ({
      id: randomUUID(),
      type: 'test.happened',
      data: Buffer.from(JSON.stringify({ filler: 'x'.repeat(500) })),
      metadata: Buffer.from('{}'),
    }));
    try {
      const revision = await store.streamRevision(stream);
      const receipts = await store.append(stream, events, revision ?? 'must-not-exist');
      for (const { revision, position, id } of receipts) {
        process.stdout.write(`${stream} ${revision} ${position} ${id}\n`);
      }
      done += size;
    } catch (error) {
      if (error.name !== 'WrongExpectedRevisionError') throw error;
    }
  }
}

await Promise.all(streams.split(',').map(appendTo));
await store.close();
