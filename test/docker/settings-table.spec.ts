/** The table of settings in docs/deployment.md says what the settings classes say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingsOf, type SettingField } from '#libs/service';
import { InsightsSettings } from '../../apps/insights/src/standalone/settings.js';
import { LedgerSettings } from '../../apps/ledger/src/standalone/settings.js';
import { PROJECT_ROOT } from '../support/shared-folder.js';

const LEDGER = settingsOf(LedgerSettings);
const INSIGHTS = settingsOf(InsightsSettings);

describe('the table of settings', () => {
  const rows = readFileSync(join(PROJECT_ROOT, 'docs/deployment.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );

  it('has every setting once, with its default, its services and what it does', () => {
    const variables = [...new Set([...LEDGER, ...INSIGHTS].map(({ variable }) => variable))];
    expect(rows).toEqual(variables.map(rowOf));
  });
});

function rowOf(variable: string): string[] {
  const find = (list: readonly SettingField[]) => list.find((setting) => setting.variable === variable);
  const [ledger, insights] = [find(LEDGER), find(INSIGHTS)];
  const setting = (ledger ?? insights)!;
  const defaults = [ledger, insights].flatMap((one) => (one ? [defaultOf(one)] : []));
  return [
    `\`${variable}\`${setting.secret ? ' (secret)' : ''}`,
    ledger && insights ? 'both' : ledger ? 'ledger' : 'insights',
    [...new Set(defaults)].join(', '),
    setting.what,
  ];
}

function defaultOf({ default: usual, optional }: SettingField): string {
  if (usual !== undefined) return `\`${usual}\``;
  return optional ? 'none' : 'must be set';
}
