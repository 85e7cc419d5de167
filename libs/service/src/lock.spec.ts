import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectoryInUseError, lockDirectory } from './lock.js';

describe('the lock of a directory', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is had by one at a time, and again when it was let go of', () => {
    const release = lockDirectory(folder, 'ledger.lock');
    expect(() => lockDirectory(folder, 'ledger.lock')).toThrow(DirectoryInUseError);
    lockDirectory(folder, 'insights.lock')();
    release();
    lockDirectory(folder, 'ledger.lock')();
  });

  it('makes the directory, for its owner only', () => {
    const made = join(folder, 'a', 'b');
    lockDirectory(made, 'ledger.lock')();
    expect(existsSync(made)).toBe(true);
    expect(statSync(made).mode & 0o077).toBe(0);
  });
});
