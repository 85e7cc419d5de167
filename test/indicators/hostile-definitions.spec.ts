/** Definitions come from outside and reach the database: whatever stands in one, the statement has none of its text. */
import { describe, expect, it } from '@jest/globals';
import {
  answer,
  DefinitionError,
  parseQuestion,
  settle,
  SHIPPED,
  validateDefinition,
  type IndicatorDefinition,
  type View,
} from '#libs/indicators';

/** Would end a text or a name, and go on; marked, so that it is found in a statement however it is written. */
const HOSTILE = ['hostile\'; DROP TABLE "person"; --', 'hostile" FROM "person"; --', 'hostile $1 \\'];

type Path = readonly (string | number)[];

/** Where texts and names of members stand in the parts of a definition that are compiled. */
function* places(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly name: boolean }> {
  if (typeof value === 'string') yield { path, name: false };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value)) yield { path: at, name: true };
    yield* places(member, at);
  }
}

function changed(definition: IndicatorDefinition, path: Path, name: boolean, text: string): IndicatorDefinition {
  const copy = JSON.parse(JSON.stringify(definition));
  const last = path.at(-1)!;
  let parent = copy;
  for (const step of path.slice(0, -1)) parent = parent[step];
  if (!name) parent[last] = text;
  else {
    parent[text] = parent[last];
    delete parent[last];
  }
  return copy;
}

/** A view that keeps what it is asked, and holds nothing. */
function listening(): View & { readonly statements: string[]; readonly values: unknown[] } {
  const [statements, values]: [string[], unknown[]] = [[], []];
  return {
    schema: 'main',
    statements,
    values,
    query: (sql, params) => {
      statements.push(sql);
      values.push(...params);
      return Promise.resolve([]);
    },
  };
}

/** What is compiled of a definition for one window. */
async function compiled(definition: IndicatorDefinition) {
  const view = listening();
  const parsed = parseQuestion(definition, { from: '2023-01-01', to: '2023-12-31' }, 'values');
  if (parsed.errors) return view; // a parameter of the definition cannot be what its own default says
  try {
    await answer(view, definition, settle(parsed.question, '2024-12-31'));
  } catch (error) {
    // Without rows some figures cannot be made up; the statements were asked all the same.
    if (!(error instanceof DefinitionError) && view.statements.length === 0) throw error;
  }
  return view;
}

describe('a definition with hostile text in it', () => {
  let bound = 0;

  it.each(SHIPPED.map((definition) => [definition.id, definition] as const))(
    'made of %s is refused, or bound as a value',
    async (_id, definition) => {
      const { figure, parameters, units } = JSON.parse(JSON.stringify(definition)) as IndicatorDefinition;
      let refused = 0;
      for (const [n, { path, name }] of [...places({ figure, parameters, units })].entries()) {
        const text = HOSTILE[n % HOSTILE.length]!;
        const hostile = changed(definition, path, name, text);
        if (validateDefinition(hostile).length > 0) {
          refused += 1;
          continue;
        }
        const { statements, values } = await compiled(hostile);
        expect([path, text, statements.filter((sql) => sql.includes('hostile'))]).toEqual([path, text, []]);
        if (values.some((value) => JSON.stringify(value)?.includes('hostile'))) bound += 1;
      }
      expect(refused).toBeGreaterThan(0);
    },
  );

  it('is often one that is good, with the text bound', () => expect(bound).toBeGreaterThan(50));
});
