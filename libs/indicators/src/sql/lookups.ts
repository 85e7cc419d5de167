import { member } from '../language/fault.js';
import { quoted, type Unit } from '../language/vocabulary.js';
import type { Compilation } from './compilation.js';
import { objectOf } from './json.js';
import type { Fields, Gathering, Scope } from './scope.js';
import { compileValue } from './values.js';

/** Columns of a unit under an alias. */
export const unitFields = (unit: Unit, alias: string): Fields => ({
  types: unit.fields,
  ids: unit.ids,
  column: (field) => `${alias}.${quoted(field)}`,
});

/** Members of a lookup, of which one is taken, and of related units, of which all count. */
const MEMBERS = { lookup: ['unit', 'where', 'order'], related: ['unit', 'where', 'as'] } as const;

/** The unit that a lookup or related units are of, and the members that say which; undefined, with a fault, when there is none. */
export function unitOf(
  compilation: Compilation,
  lookup: unknown,
  pointer: string,
  kind: keyof typeof MEMBERS,
): { unit: Unit; object: Readonly<Record<string, unknown>> } | undefined {
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
  return unit && { unit, object };
}

/** Units of the case's person, joined and restricted: what stands in FROM and WHERE. */
export function lookupSource(
  compilation: Compilation,
  scope: Scope,
  lookup: unknown,
  pointer: string,
  kind: keyof typeof MEMBERS = 'lookup',
): { unit: Unit; alias: string; from: string; where: string; inner: Scope } | undefined {
  const given = unitOf(compilation, lookup, pointer, kind);
  if (!given) return undefined;
  const { unit, object } = given;
  const alias = compilation.name('r');
  const inner = innerScope(compilation, scope, object['as'], unitFields(unit, alias), pointer);
  const where =
    object['where'] === undefined ? 'TRUE' : compilation.filter(inner, object['where'], member(pointer, 'where'));
  const byId = partsOf(object['where'], '').some(({ condition }) => idEquation(inner, condition));
  const person = byId ? '' : `${alias}."person" = ${scope.named.get('case')!.column('person')} AND `;
  return { unit, alias, from: `${unit.from} AS ${alias}`, where: `${person}${where}`, inner };
}

/** The conditions that must all hold, with where they stand. */
export function partsOf(condition: unknown, pointer: string): { readonly condition: unknown; readonly at: string }[] {
  const all = objectOf(condition);
  if (condition === undefined) return [];
  if (all && Object.keys(all).join() === 'and' && Array.isArray(all['and']) && all['and'].length > 0) {
    return all['and'].flatMap((one, i) => partsOf(one, member(member(pointer, 'and'), i)));
  }
  return [{ condition, at: pointer }];
}

/** The two fields of a condition that one of the unit is that of something else. */
export function equationOf(condition: unknown): { field: string; other: string; of: string } | undefined {
  const compared = objectOf(condition)?.['compare'];
  if (!Array.isArray(compared) || compared[1] !== '=') return undefined;
  const [one, two] = [objectOf(compared[0]), objectOf(compared[2])];
  const [field, other, of] = [one?.['field'], two?.['field'], two?.['of']];
  if (typeof field !== 'string' || one?.['of'] !== undefined) return undefined;
  return typeof other === 'string' && typeof of === 'string' ? { field, other, of } : undefined;
}

/**
 * The field of the unit and the SQL that it equals where a condition says that both are the same id: then the person is the same too, and joining by
 * the id alone costs little more than half.
 */
export function idEquation(inner: Scope, condition: unknown): { field: string; equals: string } | undefined {
  const equation = equationOf(condition);
  const fields = equation && inner.named.get(equation.of);
  if (!fields || fields === inner.own || !Object.hasOwn(inner.own.ids, equation.field)) return undefined;
  if (!Object.hasOwn(fields.ids, equation.other)) return undefined;
  if (inner.own.ids[equation.field] !== fields.ids[equation.other]) return undefined;
  return { field: equation.field, equals: fields.column(equation.other) };
}

/** The scope in which something is said of a related unit. @param gathering where values over what is related to that in turn are computed at once */
export function innerScope(
  compilation: Compilation,
  scope: Scope,
  as: unknown,
  own: Fields,
  pointer: string,
  gathering?: Gathering,
): Scope {
  return { ...scope, own, named: withName(compilation, scope, as, own, pointer), gathering, shared: undefined };
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
 * @returns SQL, given the fields that are read of the first row: where these are the same in all rows of an event, any of them is as good
 */
export function compileOrder(
  compilation: Compilation,
  scope: Scope,
  order: unknown,
  unit: Unit,
  pointer: string,
): (read: readonly string[]) => string {
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
  return (read) => {
    const keys = unit.keys
      .filter((key) => unit.withinEvent.some((one) => read.includes(one)) || !unit.withinEvent.includes(key))
      .map((key) => scope.own.column(key))
      .filter((key) => !parts.some(({ sql }) => sql === key))
      .map((sql) => ({ sql, how: ASCENDING }));
    return sortedBy([...parts, ...keys]);
  };
}

const ASCENDING = 'ASC NULLS LAST';

/** What to order by after several columns, the smallest first. */
export const sortKey = (columns: readonly string[]): string =>
  sortedBy(columns.map((sql) => ({ sql, how: ASCENDING })));

function sortedBy(parts: readonly { readonly sql: string; readonly how: string }[]): string {
  if (parts.length === 1) return `${parts[0]!.sql} ${parts[0]!.how}`;
  return `create_sort_key(${parts.map(({ sql, how }) => `${sql}, '${how}'`).join(', ')})`;
}

/** Whether a lookup asks for the one with an id, so that it finds one at most without an order. */
export function isOne(lookup: unknown, { keys }: Unit): boolean {
  const equation = equationOf(objectOf(lookup)?.['where']);
  return keys.join() === 'id' && equation?.field === 'id';
}
