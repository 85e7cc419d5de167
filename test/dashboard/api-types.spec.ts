/** The dashboard's types are written by hand: here they are held against the OpenAPI document that the server gives. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { openInsightsApp, type InsightsApp } from '../../apps/insights/src/testing/insights-app.js';

const FILE = 'apps/dashboard/src/api/types.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const source = ts.createSourceFile(FILE, readFileSync(FILE, 'utf8'), ts.ScriptTarget.Latest, true);
const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
/** What others extend the server describes within each of them. */
const parts = interfaces.flatMap((one) =>
  (one.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText())),
);
const whole = interfaces.filter(({ name }) => !parts.includes(name.text));

/** Members of an interface and of those it extends: name → its type as written. */
function members(
  declaration: ts.InterfaceDeclaration,
): Map<string, { readonly type: string; readonly optional: boolean }> {
  const inherited = (declaration.heritageClauses ?? [])
    .flatMap(({ types }) => types.map(({ expression }) => expression.getText()))
    .flatMap((name) => interfaces.filter((one) => one.name.text === name))
    .flatMap((parent) => [...members(parent)]);
  const own = declaration.members.filter(ts.isPropertySignature).map((member) => {
    const optional = member.questionToken !== undefined;
    return [member.name.getText(), { type: member.type!.getText(), optional }] as const;
  });
  return new Map([...inherited, ...own]);
}

/** What a type as written must be in the schema: the JSON types it may have. */
function jsonTypes(type: string): string[] {
  return type.split('|').flatMap((part) => {
    const one = part.trim();
    if (one === 'string' || one === 'boolean' || one === 'null') return [one];
    if (one === 'number') return ['number', 'integer'];
    if (one === 'unknown') return ['unknown'];
    if (one.endsWith('[]')) return ['array'];
    return ['object'];
  });
}

describe('the types of the dashboard', () => {
  let app: InsightsApp;
  let schemas: Readonly<Record<string, Schema>>;

  beforeAll(async () => {
    app = await openInsightsApp();
    schemas = (await app.get('/v1/openapi.json')).body.components.schemas;
  });
  afterAll(() => app.close());

  const types = (schema: Schema): string[] => {
    const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    return [
      ...[schema.type ?? []].flat(),
      ...(schema.nullable ? ['null'] : []),
      ...(schema.$ref ? ['object'] : []),
      ...parts.flatMap(types),
    ];
  };

  it('are as many as there are to hold against the server', () => expect(whole.length).toBeGreaterThan(15));

  it.each(whole.map((one) => [one.name.text, one] as const))('%s is what the server describes', (name, declaration) => {
    const schema = schemas[name];
    expect(schema).toBeDefined();
    for (const [member, { type, optional }] of members(declaration)) {
      const described = schema!.properties?.[member];
      expect([name, member, described === undefined ? 'is not described' : 'is described']).toEqual([
        name,
        member,
        'is described',
      ]);
      // What the server may leave out, the pages must not count on.
      if (!schema!.required?.includes(member)) expect([member, optional]).toEqual([member, true]);
      const allowed = jsonTypes(type);
      if (!allowed.includes('unknown'))
        expect([member, types(described!).filter((one) => !allowed.includes(one))]).toEqual([member, []]);
    }
  });
});
