/** The threat model names specs that are there. */
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../support/shared-folder.js';

describe('the threats in docs/security.md', () => {
  const [, section = ''] = readFileSync(join(PROJECT_ROOT, 'docs/security.md'), 'utf8').split('\n## Threats\n');
  const rows = section.split('\n').filter((line) => /^\| (?!threat |-)/.test(line));
  const specsIn = (text: string) => [...text.matchAll(/`([^`]+\.spec\.ts)`/g)].map(([, path]) => path!);

  it('are of all six kinds', () => {
    for (const kind of ['Spoofing', 'Tampering', 'Repudiation', 'Information disclosure', 'Denial of service']) {
      expect(section).toContain(`**${kind}**`);
    }
    expect(section).toContain('**Elevation of privilege**');
  });

  it('each have a spec that shows what stops them', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => specsIn(row).length === 0)).toEqual([]);
  });

  it('name no spec that is not there', () => {
    expect(specsIn(section).filter((path) => !existsSync(join(PROJECT_ROOT, path)))).toEqual([]);
  });
});
