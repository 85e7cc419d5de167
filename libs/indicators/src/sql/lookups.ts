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

/** A unit of the case's person, joined and restricted: what stands in FROM and WHERE. */
export function lookupSource(
  compilation: Compilation,
  scope: Scope,
  lookup: unknown,
  pointer: string,
): { unit: Unit; alias: string; from: string; where: string; inner: Scope } | undefined {
  const object = objectOf(lookup);
  if (!object) {
    compilation.fault(pointer, 'malformed', 'Give a lookup: a unit, where, order.');
    return undefined;
  }
  for (const key of Object.keys(object)) {
    if (!['unit', 'where', 'order'].includes(key)) {
      compilation.fault(member(pointer, key), 'malformed', 'A lookup has unit, where and order.');
    }
  }
  const unit = compilation.unit(object['unit'], member(pointer, 'unit'));
  if (!unit) return undefined;
  const alias = compilation.name('r');
  const inner: Scope = { ...scope, own: unitFields(unit, alias) };
  const person = scope.named.get('case')!.column('person');
  const where =
    object['where'] === undefined
      ? ''
      : ` AND ${compilation.condition(inner, object['where'], member(pointer, 'where'))}`;
  return { unit, alias, from: `${unit.from} AS ${alias}`, where: `${alias}."person" = ${person}${where}`, inner };
}

/** ORDER BY of a list of rules, the keys of the unit last. */
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
    const { sql } = compileValue(compilation, scope, object['by'], member(member(pointer, i), 'by'));
    const direction = object['descending'] === true ? 'DESC' : 'ASC';
    return `${sql} ${direction} NULLS ${object['unknownFirst'] === true ? 'FIRST' : 'LAST'}`;
  });
  return [...parts, ...unit.keys.map((key) => `${scope.own.column(key)} ASC`)].join(', ');
}
