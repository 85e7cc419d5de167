import { member } from '../language/fault.js';
import { quoted, type Unit } from '../language/vocabulary.js';
import type { Compilation } from './compilation.js';
import { objectOf } from './json.js';
import type { Fields, Scope } from './scope.js';
import { compileValue } from './values.js';

/** Columns of a unit under an alias. */
export const unitFields = (unit: Unit, alias: string): Fields => ({
  types: unit.fields,
  column: (field) => `${alias}.${quoted(field)}`,
});

/** Members of a lookup, of which one is taken, and of related units, of which all count. */
const MEMBERS = { lookup: ['unit', 'where', 'order'], related: ['unit', 'where', 'as'] } as const;

/** Units of the case's person, joined and restricted: what stands in FROM and WHERE. */
export function lookupSource(
  compilation: Compilation,
  scope: Scope,
  lookup: unknown,
  pointer: string,
  kind: keyof typeof MEMBERS = 'lookup',
): { unit: Unit; alias: string; from: string; where: string; inner: Scope } | undefined {
  const members: readonly string[] = MEMBERS[kind];
  const object = objectOf(lookup);
  if (!object) {
    compilation.fault(pointer, 'malformed', `Give an object with ${members.join(', ')}.`);
    return undefined;
  }
  for (const key of Object.keys(object)) {
    if (!members.includes(key)) {
      compilation.fault(member(pointer, key), 'malformed', `Here stand ${members.join(', ')}.`);
    }
  }
  const unit = compilation.unit(object['unit'], member(pointer, 'unit'));
  if (!unit) return undefined;
  const alias = compilation.name('r');
  const own = unitFields(unit, alias);
  const inner: Scope = { ...scope, own, named: withName(compilation, scope, object['as'], own, pointer) };
  const person = scope.named.get('case')!.column('person');
  const where =
    object['where'] === undefined ? '' : ` AND ${compilation.filter(inner, object['where'], member(pointer, 'where'))}`;
  return { unit, alias, from: `${unit.from} AS ${alias}`, where: `${alias}."person" = ${person}${where}`, inner };
}

/** What can be named inside related units: these too, where `as` gives them a name. */
function withName(
  compilation: Compilation,
  { named }: Scope,
  as: unknown,
  own: Fields,
  pointer: string,
): Scope['named'] {
  if (as === undefined) return named;
  if (typeof as !== 'string' || as === '') compilation.fault(member(pointer, 'as'), 'malformed', 'Give a name.');
  else if (named.has(as)) compilation.fault(member(pointer, 'as'), 'clash', 'This name is taken.');
  else return new Map(named).set(as, own);
  return named;
}

/**
 * What to order by after a list of rules, the keys of the unit last: all in one value, since DuckDB finds the first row of each case by one
 * with a running minimum, and sorts all rows of all cases for several.
 */
export function compileOrder(
  compilation: Compilation,
  scope: Scope,
  order: unknown,
  unit: Unit,
  pointer: string,
): string {
  if (order !== undefined && !Array.isArray(order)) compilation.fault(pointer, 'malformed', 'Give a list of rules.');
  const rules = Array.isArray(order) ? order : [];
  const parts = rules.map((rule, i) => {
    const object = objectOf(rule) ?? {};
    const strange = Object.keys(object).find((key) => !['by', 'descending', 'unknownFirst'].includes(key));
    if (strange !== undefined) {
      compilation.fault(
        member(member(pointer, i), strange),
        'malformed',
        'A rule has by, descending and unknownFirst.',
      );
    }
    for (const flag of ['descending', 'unknownFirst']) {
      if (object[flag] !== undefined && typeof object[flag] !== 'boolean') {
        compilation.fault(member(member(pointer, i), flag), 'malformed', 'Give true or false.');
      }
    }
    const { sql } = compileValue(compilation, scope, object['by'], member(member(pointer, i), 'by'));
    const direction = object['descending'] === true ? 'DESC' : 'ASC';
    return { sql, how: `${direction} NULLS ${object['unknownFirst'] === true ? 'FIRST' : 'LAST'}` };
  });
  const keys = unit.keys
    .map((key) => scope.own.column(key))
    .filter((key) => !parts.some(({ sql }) => sql === key))
    .map((sql) => ({ sql, how: 'ASC NULLS LAST' }));
  return `create_sort_key(${[...parts, ...keys].map(({ sql, how }) => `${sql}, '${how}'`).join(', ')})`;
}

/** Whether a lookup asks for the one with an id, so that it finds one at most without an order. */
export function isOne(lookup: unknown, { keys }: Unit): boolean {
  const compared = objectOf(objectOf(lookup)?.['where'])?.['compare'];
  if (keys.join() !== 'id' || !Array.isArray(compared) || compared[1] !== '=') return false;
  const [own, other] = [objectOf(compared[0]), objectOf(compared[2])];
  return own?.['field'] === 'id' && own['of'] === undefined && typeof other?.['of'] === 'string';
}
