import { describe, expect, it } from '@jest/globals';
import { FACT_TABLE_NAMES } from '#libs/fact-schema';
import { dataPackage } from './datapackage.js';
import { dictionaryMarkdown } from './markdown.js';
import { EXPORT_TABLES } from './tables.js';

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly schema: { readonly fields: readonly { name: string; type: string; constraints: object }[] };
}

const written = Object.keys(EXPORT_TABLES).map((name, rows) => ({ name, path: `${name}.csv`, rows }));
const descriptor = dataPackage('csv', written, EXPORT_TABLES, { position: '7', recordedAt: null }) as {
  resources: Resource[];
};

describe('the data dictionary', () => {
  it('knows every fact table, the regions and both event tables', () => {
    expect(Object.keys(EXPORT_TABLES)).toEqual([...FACT_TABLE_NAMES, 'region', 'event', 'standingEvent']);
  });

  it('describes each table as a resource with names a Data Package allows', () => {
    expect(descriptor.resources).toHaveLength(written.length);
    for (const { name } of descriptor.resources) expect(name).toMatch(/^[a-z0-9._-]+$/);
    const record = descriptor.resources.find(({ path }) => path === 'record.csv')!;
    expect(record.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual(
      expect.arrayContaining(['careForm string', 'band integer', 'crisis boolean', 'startOn date']),
    );
    expect(record.schema.fields.find(({ name }) => name === 'endOn')!.constraints).toEqual({ required: false });
  });

  it('says for people what every column means', () => {
    const text = dictionaryMarkdown(EXPORT_TABLES, { record: 12 });
    for (const [name, { about, columns }] of Object.entries(EXPORT_TABLES)) {
      expect(text).toContain(`## ${name}\n\n${about}.`);
      for (const [column, { type }] of Object.entries(columns)) expect(text).toContain(`| ${column} | ${type} |`);
    }
    expect(text).toContain('12 rows.');
  });
});
