import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UsageError } from '../errors.js';
import { KEY_VARIABLE, pseudonymKey } from './pseudonym-key.js';

describe('the pseudonym key', () => {
  let directory: string;
  let file: string;
  const key = (fill: number, bytes = 32) => Buffer.alloc(bytes, fill);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'care-ledger-key-'));
    file = join(directory, 'pseudonym.key');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is made on the first start, for its owner only, and is the same ever after', async () => {
    const notices: string[] = [];
    const made = await pseudonymKey({ file, empty: true, env: {}, notice: (text) => notices.push(text) });
    expect(made).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(file);
    expect(notices[0]).not.toContain((await readFile(file, 'utf8')).trim());
    expect(
      Buffer.from(await pseudonymKey({ file, empty: true, env: {}, notice: (text) => notices.push(text) })),
    ).toEqual(made);
    expect(notices).toHaveLength(1);
  });

  it('comes from the option before the environment, and from the environment before the file', async () => {
    await writeFile(file, key(3).toString('base64'));
    const env = { [KEY_VARIABLE]: key(2).toString('base64') };
    expect(await pseudonymKey({ option: key(1), env, file, empty: true })).toEqual(key(1));
    expect(await pseudonymKey({ env, file, empty: true })).toEqual(key(2));
    expect(await pseudonymKey({ env: { [KEY_VARIABLE]: key(4).toString('hex') }, file, empty: true })).toEqual(key(4));
    expect(await pseudonymKey({ env: {}, file, empty: true })).toEqual(key(3));
  });

  it('is not made anew for a ledger that holds events, but found where it is', async () => {
    const missing = pseudonymKey({ file, env: {}, empty: false });
    await expect(missing).rejects.toBeInstanceOf(UsageError);
    await expect(missing).rejects.toThrow(file);
    await expect(stat(file)).rejects.toThrow('ENOENT');
    const made = await pseudonymKey({ file, env: {}, empty: true });
    expect(Buffer.from(await pseudonymKey({ file, env: {}, empty: false }))).toEqual(made);
  });

  it('is refused when it is too short or no key, without being shown', async () => {
    const short = key(7, 16).toString('base64');
    const wrong = [{ [KEY_VARIABLE]: short }, { [KEY_VARIABLE]: 'not a key!' }];
    for (const env of wrong) {
      const error = await pseudonymKey({ env, file, empty: true }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).not.toContain(env[KEY_VARIABLE]);
    }
    await expect(pseudonymKey({ option: key(1, 31), env: {}, file, empty: true })).rejects.toBeInstanceOf(UsageError);
  });
});
