import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Unreadable } from '../recording/outcome.js';
import { splitLines } from './split-lines.js';

async function linesOf(chunks: readonly string[], limit = 100) {
  async function* input() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const batches: [number, string | Unreadable][][] = [];
  for await (const batch of splitLines(input(), limit)) {
    batches.push(
      batch.map(({ number, content }) => [
        number,
        content instanceof Unreadable ? content : Buffer.from(content).toString(),
      ]),
    );
  }
  return batches;
}

describe('lines of a stream', () => {
  it('are given as soon as they are whole, however they are cut', async () => {
    expect(await linesOf(['a\nb\nc', 'd', '\n', 'e'])).toEqual([
      [
        [1, 'a'],
        [2, 'b'],
      ],
      [[3, 'cd']],
      [[4, 'e']],
    ]);
  });

  it('are lines when empty too, but for what stands after the last one', async () => {
    expect(await linesOf(['\n  \r\na\r\n', '\n', ' '])).toEqual([
      [
        [1, ''],
        [2, '  \r'],
        [3, 'a\r'],
      ],
      [[4, '']],
    ]);
    expect(await linesOf([])).toEqual([]);
    expect(await linesOf(['a', '\n'])).toEqual([[[1, 'a']]]);
  });

  it('that are too long come as length and hash, and the next one as it is', async () => {
    const long = 'x'.repeat(101);
    const [[line], [next]] = (await linesOf([long.slice(0, 60), `${long.slice(60)}\nok`])) as [
      [[number, Unreadable]],
      [unknown],
    ];
    expect(line[0]).toBe(1);
    expect(line[1]).toMatchObject({ bytes: 101, sha256: createHash('sha256').update(long).digest('hex'), status: 413 });
    expect(next).toEqual([2, 'ok']);
    expect(await linesOf(['x'.repeat(100)])).toEqual([[[1, 'x'.repeat(100)]]]);
  });
});
