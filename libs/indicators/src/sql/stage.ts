import type { Cases } from '../language/definition.js';
import { member } from '../language/fault.js';
import { factUnit, quoted, type Unit } from '../language/vocabulary.js';
import type { Compilation } from './compilation.js';
import { objectOf } from './json.js';
import { isNext, keptColumns } from './kept.js';
import { compileOrder, isOne, lookupSource } from './lookups.js';
import type { Fields, Scope } from './scope.js';
import { compileTyped } from './values.js';

/** Rows of cases with what has been looked up for them. Columns are named `case.field`, and `<prefix>.field` of the person and of what is looked up. */
export interface Stage {
  readonly name: string;
  readonly unit: Unit;
  readonly scope: Scope;
  /** What a definition calls a lookup -> its columns here. */
  readonly lookups: ReadonlyMap<string, Unit>;
  /** The field of the case that is the index, where it is one. */
  readonly indexField?: string;
}

/** Whether a text stands in the rest of the statement. */
type Reads = (text: string) => boolean;

/** Alias of the stage in hand, in every select over one. */
export const CASE = 'c';

/** Columns under a prefix. */
export const fieldsUnder = (unit: Unit, prefix: string, found?: string): Fields => ({
  types: unit.fields,
  ids: unit.ids,
  column: (field) => `${CASE}."${prefix}.${field}"`,
  ...(found && { found }),
});

/** Every row of a unit with its person and, of an event, its stream: each joined only where something of it is read. */
export function openStage(compilation: Compilation, unit: Unit): Stage {
  const { schema } = compilation.source;
  const under = (reads: Reads, alias: string, { fields }: Unit, prefix: string): string[] =>
    Object.keys(fields)
      .filter((field) => field === 'person' || reads(`"${prefix}.${field}"`))
      .map((field) => `${alias}.${quoted(field)} AS "${prefix}.${field}"`);
  const person = { unit: factUnit(schema, 'person')!, prefix: compilation.name('p'), on: 'p."person" = u."person"' };
  const stream = unit.stream && {
    unit: factUnit(schema, unit.stream.unit)!,
    prefix: compilation.name('s'),
    on: `s."person" = u."person" AND s."id" = u.${quoted(unit.stream.idField)}`,
  };
  const name = compilation.with((reads) => {
    const columns = [
      ...under(reads, 'u', unit, 'case'),
      ...keptColumns(unit)
        .filter((column) => reads(`"kept.${column}"`))
        .map((column) => `u.${quoted(column)} AS "kept.${column}"`),
      ...Object.entries(unit.kept?.person ?? {})
        .filter(([field]) => reads(`"${person.prefix}.${field}"`))
        .map(([field, column]) => `u.${quoted(column)} AS "${person.prefix}.${field}"`),
    ];
    const joins: string[] = [];
    for (const [alias, one] of [['p', unit.kept ? null : person] as const, ['s', stream] as const]) {
      if (!one || !reads(`"${one.prefix}.`)) continue;
      columns.push(...under(reads, alias, one.unit, one.prefix));
      joins.push(` LEFT JOIN ${one.unit.from} AS ${alias} ON ${one.on}`);
    }
    return `SELECT ${columns.join(', ')} FROM ${unit.from} AS u${joins.join('')}`;
  });
  const own = fieldsUnder(unit, 'case');
  const named = new Map([
    ['case', own],
    ['person', fieldsUnder(person.unit, person.prefix)],
  ]);
  if (stream) named.set('stream', fieldsUnder(stream.unit, stream.prefix));
  return { name, unit, scope: { own, named }, lookups: new Map() };
}

/** Numbers the rows, so that what is looked up finds its way back: where something is. */
export function numberRows(compilation: Compilation, stage: Stage): Stage {
  const numbered = (reads: Reads): string =>
    `SELECT ${CASE}.*${reads('"#"') ? ', row_number() OVER () AS "#"' : ''} FROM ${stage.name} AS ${CASE}`;
  return { ...stage, name: compilation.with(numbered, true) };
}

/** Adds what each lookup of a definition finds: one row at most for each case. Rows must be numbered. */
export function lookUp(compilation: Compilation, stage: Stage, lookups: unknown, pointer: string): Stage {
  let current = stage;
  for (const [name, lookup] of Object.entries(objectOf(lookups) ?? {})) {
    const at = member(pointer, name);
    if (current.scope.named.has(name)) compilation.fault(at, 'clash', 'This name is taken.');
    const source = lookupSource(compilation, current.scope, lookup, at);
    if (!source) continue;
    const { unit, alias } = source;
    const order = compileOrder(compilation, source.inner, objectOf(lookup)?.['order'], unit, member(at, 'order'));
    const prefix = compilation.name('l');
    const fieldsRead = (reads: Reads): string[] =>
      Object.keys(unit.fields).filter((field) => reads(`"${prefix}.${field}"`));
    const select = (reads: Reads, from: string, found: string): string =>
      `SELECT ${[`${CASE}.*`, `${found} IS NOT NULL AS "${prefix}?"`, ...fieldsRead(reads).map((field) => `${from}.${quoted(field)} AS "${prefix}.${field}"`)].join(', ')} FROM ${stageName} AS ${CASE}`;
    // The start of the next one stands on the row: only who reads more of it needs a join.
    const next = isNext(lookup, unit, current.unit) ? `${CASE}."kept.${unit.kept!.nextStart}"` : null;
    const isKept = (reads: Reads): boolean => next !== null && !fieldsRead(reads).some((field) => field !== 'startOn');
    const { name: stageName } = current;
    const search = (reads: Reads): string =>
      `SELECT ${[`${CASE}."#"`, ...fieldsRead(reads).map((field) => `${alias}.${quoted(field)}`)].join(', ')} ` +
      `FROM ${stageName} AS ${CASE}, ${source.from} WHERE ${source.where} ` +
      `QUALIFY row_number() OVER (PARTITION BY ${CASE}."#" ORDER BY ${order(fieldsRead(reads))}) = 1`;
    const one = isOne(lookup, unit);
    const found = compilation.with((reads) => (one || isKept(reads) ? null : search(reads)));
    const joined = compilation.with((reads) => {
      if (isKept(reads))
        return `SELECT ${CASE}.*, ${next} IS NOT NULL AS "${prefix}?", ${next} AS "${prefix}.startOn" FROM ${stageName} AS ${CASE}`;
      return one
        ? `${select(reads, alias, `${alias}."person"`)} LEFT JOIN ${source.from} ON ${source.where}`
        : `${select(reads, 'f', 'f."#"')} LEFT JOIN ${found} AS f ON f."#" = ${CASE}."#"`;
    }, true);
    const named = new Map(current.scope.named).set(name, fieldsUnder(unit, prefix, `${CASE}."${prefix}?"`));
    current = {
      ...current,
      name: joined,
      scope: { ...current.scope, named },
      lookups: new Map(current.lookups).set(name, unit),
    };
  }
  return current;
}

/** The cases of the window: index date, condition and lookups applied. */
export function caseStage(
  compilation: Compilation,
  cases: Cases,
  lookups: unknown,
  pointer: string,
): Stage | undefined {
  const unit = compilation.unit(cases.unit, `${pointer}/cases/unit`);
  if (!unit) return undefined;
  const opened = openStage(compilation, unit);
  const early = !refersToLookup(cases, Object.keys(objectOf(lookups) ?? {}));
  // Most indices need nothing looked up: then the window cuts before the joins.
  const windowed = early ? cutWindow(compilation, opened, cases, pointer) : opened;
  const looked = lookUp(compilation, numberRows(compilation, windowed), lookups, `${pointer}/lookups`);
  return early ? looked : cutWindow(compilation, looked, cases, pointer);
}

function cutWindow(compilation: Compilation, stage: Stage, cases: Cases, pointer: string): Stage {
  const index = compileTyped(compilation, stage.scope, cases.index, `${pointer}/cases/index`, 'date');
  const { from, to } = compilation.source.window;
  const name = compilation.with(
    `SELECT ${CASE}.*, ${index} AS "index" FROM ${stage.name} AS ${CASE} ` +
      `WHERE "index" BETWEEN ${compilation.bind(from, 'DATE')} AND ${compilation.bind(to, 'DATE')}`,
  );
  const scope = { ...stage.scope, index: `${CASE}."index"` };
  const { field, of } = (objectOf(cases.index) ?? {}) as { field?: string; of?: string };
  const placed = { ...stage, scope, ...(field !== undefined && of === undefined && { indexField: field }) };
  if (cases.where === undefined) return { ...placed, name };
  const where = compilation.filter(scope, cases.where, `${pointer}/cases/where`);
  return { ...placed, name: compilation.with(`SELECT ${CASE}.* FROM ${name} AS ${CASE} WHERE ${where}`) };
}

/** Whether index or condition mention a lookup of the definition, by `of` or by `exists`. */
function refersToLookup({ index, where }: Cases, names: readonly string[]): boolean {
  const mentions = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(mentions);
    const object = objectOf(value);
    if (!object) return false;
    return (
      names.some((name) => object['of'] === name || object['exists'] === name) || Object.values(object).some(mentions)
    );
  };
  return mentions(index) || mentions(where);
}
