import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { readSettings, SettingsError } from './read-settings.js';
import { Setting, settingsOf } from './setting.js';

class Base {
  @Setting({ variable: 'COLOUR', what: 'Colour of the roof.', default: 'red' })
  @IsIn(['red', 'blue'], { message: 'must be red or blue' })
  readonly colour!: string;

  @Setting({ variable: 'KEY', what: 'Set it to a key.', secret: true })
  readonly key!: string;
}

class House extends Base {
  @Setting({ variable: 'FLOORS', what: 'Number of floors.', default: '2', read: Number })
  @IsInt({ message: 'must be a whole number from 1 to 9' })
  @Min(1, { message: 'must be a whole number from 1 to 9' })
  @Max(9, { message: 'must be a whole number from 1 to 9' })
  readonly floors!: number;

  @Setting({ variable: 'GARDEN', what: 'Name of the garden.', optional: true })
  @IsOptional()
  readonly garden?: string;
}

async function faultsOf(env: Record<string, string>): Promise<SettingsError> {
  return readSettings(House, env).then(
    () => Promise.reject(new Error('these settings are right')),
    (error: SettingsError) => error,
  );
}

describe('settings from the environment', () => {
  it('have defaults, also for variables that are empty', async () => {
    expect(await readSettings(House, { KEY: 'k', COLOUR: '' })).toEqual({ colour: 'red', key: 'k', floors: 2 });
  });

  it('are what the environment says, read as what they are', async () => {
    const env = { KEY: 'k', COLOUR: 'blue', FLOORS: '7', GARDEN: 'west' };
    expect(await readSettings(House, env)).toEqual({ colour: 'blue', key: 'k', floors: 7, garden: 'west' });
  });

  it('name all faults at once, with what to do and without the value', async () => {
    const error = await faultsOf({ COLOUR: 'secret-green', FLOORS: 'many' });
    expect(error).toBeInstanceOf(SettingsError);
    expect(error.faults).toEqual([
      { variable: 'COLOUR', message: 'must be red or blue' },
      { variable: 'KEY', message: 'is not set. Set it to a key.' },
      { variable: 'FLOORS', message: 'must be a whole number from 1 to 9' },
    ]);
    expect(error.message.split('\n')).toHaveLength(4);
    expect(error.message).not.toContain('secret-green');
  });

  it('may be secrets in files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    try {
      writeFileSync(join(folder, 'key'), 'from-a-file\n');
      expect(await readSettings(House, { KEY_FILE: join(folder, 'key') })).toMatchObject({ key: 'from-a-file' });
      expect(await readSettings(House, { KEY: 'k', KEY_FILE: join(folder, 'key') })).toMatchObject({ key: 'k' });
      expect((await faultsOf({ KEY_FILE: join(folder, 'none') })).faults).toEqual([
        { variable: 'KEY_FILE', message: 'names a file that cannot be read (ENOENT).' },
      ]);
      expect(await readSettings(House, { KEY: 'k', COLOUR_FILE: join(folder, 'none') })).toMatchObject({
        colour: 'red',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('can be listed, those of the base class first and without those of others', () => {
    expect(settingsOf(House).map(({ variable }) => variable)).toEqual(['COLOUR', 'KEY', 'FLOORS', 'GARDEN']);
    expect(settingsOf(Base)).toHaveLength(2);
  });
});
