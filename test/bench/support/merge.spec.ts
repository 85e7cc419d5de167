import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mergeParts } from './merge.js';

describe('parts of a region', () => {
  it('are merged by time, of one time by part, and counted by what the ledger must make of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'merge-'));
    const [a, b, merged] = ['a', 'b', 'merged'].map((name) => join(folder, name)) as [string, string, string];
    const line = (time: string, expected: string, event: string) => `2024-01-0${time}Z\t${expected}\t${event}\n`;
    await writeFile(a, line('1', 'recorded', '"a1"') + line('3', 'refused', '"a3"') + line('4', 'recorded', '"a4"'));
    await writeFile(b, line('2', 'duplicate', '"b2"') + line('3', 'recorded', '"b3"'));
    expect(await mergeParts([a, b], merged)).toEqual({ recorded: 3, duplicate: 1, rejected: 1 });
    expect((await readFile(merged, 'utf8')).split('\n')).toEqual(['"a1"', '"b2"', '"a3"', '"b3"', '"a4"', '']);
    await rm(folder, { recursive: true });
  });
});
