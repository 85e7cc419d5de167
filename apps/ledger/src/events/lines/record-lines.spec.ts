import { describe, expect, it } from '@jest/globals';
import type { Outcome, Submission } from '../recording/outcome.js';
import type { RecordingService } from '../recording/recording.service.js';
import { recordLines } from './record-lines.js';

const REFUSED: Outcome = {
  status: 'rejected',
  problem: { type: 'about:blank', title: '', status: 422, code: 'x', detail: '' },
};

describe('lines that are recorded', () => {
  it('are parts of one upload, in order, however few come at one time', async () => {
    const calls: { readonly sent: unknown[]; readonly upload: boolean }[] = [];
    const recording = {
      record: (submissions: readonly Submission[], upload = false) => {
        calls.push({ sent: submissions.map(({ raw }) => raw), upload });
        return Promise.resolve(submissions.map(() => REFUSED));
      },
    } as unknown as RecordingService;
    async function* slowly() {
      for (const line of ['1\n2\n', '3\n', '4']) {
        yield Buffer.from(line);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    const lines: number[] = [];
    for await (const results of recordLines(recording, slowly())) lines.push(...results.map(({ line }) => line));
    expect(lines).toEqual([1, 2, 3, 4]);
    expect(calls.flatMap(({ sent }) => sent)).toEqual([1, 2, 3, 4]);
    expect(calls.length).toBeGreaterThan(1);
    expect(calls.every(({ upload }) => upload)).toBe(true);
  });
});
