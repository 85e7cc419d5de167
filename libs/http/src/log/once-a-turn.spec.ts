import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { OnceATurn } from './once-a-turn.js';

function gathered() {
  const written: string[] = [];
  return { written, log: new OnceATurn({ write: (text: string) => void written.push(text) }) };
}

describe('lines of a log', () => {
  it('of one turn of the event loop are written together, at its end', async () => {
    const { written, log } = gathered();
    log.write('one\n');
    log.write('two\n');
    expect(written).toEqual([]);
    await setImmediate();
    expect(written).toEqual(['one\ntwo\n']);
    log.write('three\n');
    await setImmediate();
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('are written at once when asked for, and not again', async () => {
    const { written, log } = gathered();
    log.write('fatal\n');
    log.flushSync();
    expect(written).toEqual(['fatal\n']);
    await setImmediate();
    expect(written).toEqual(['fatal\n']);
  });
});
