/** The definitions in docs/examples can be computed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parseQuestion, validateDefinition, type IndicatorDefinition } from '#libs/indicators';
import { PROJECT_ROOT } from '../support/shared-folder.js';
import { given } from './support/facts.js';

const FOLDER = join(PROJECT_ROOT, 'docs/examples');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

it('there are some', () => expect(files.length).toBeGreaterThan(1));

it.each(files)('%s holds and answers', async (name) => {
  const definition = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as IndicatorDefinition;
  expect(validateDefinition(definition)).toEqual([]);
  expect(definition.id).toBe(name.replace('.json', ''));
  const query = { from: '2023-01-01', to: '2023-12-31' };
  expect(parseQuestion(definition, query).errors).toBeUndefined();
  const row = await (await given({})).row(definition, query);
  expect(row.reason).toBe('no-cases');
});
