/** Values over the related units of cases: of all cases at once, by one join and one grouping for all that is asked over the same units. */
import { member } from '../language/fault.js';
import type { Unit } from '../language/vocabulary.js';
import type { Compilation } from './compilation.js';
import { objectOf } from './json.js';
import { equationOf, idEquation, innerScope, partsOf, unitOf } from './lookups.js';
import type { Gathering, OverRelated, Scope, Typed } from './scope.js';
import { CASE, fieldsUnder, type Stage } from './stage.js';

/** The number of a case, by which its values find their way back. */
const CASE_NUMBER = '#';

/** From here on values over related units are columns of the stage, whose rows are numbered. */
export function gatherRelated(compilation: Compilation, stage: Stage): Stage {
  const base = compilation.with(`SELECT ${CASE}.* FROM ${stage.name} AS ${CASE}`, true);
  const gathered = new Gathered(compilation, base, CASE_NUMBER);
  const name = compilation.with((reads) => gathered.select(reads)?.sql ?? `SELECT ${CASE}.* FROM ${base} AS ${CASE}`);
  return { ...stage, name, scope: { ...stage.scope, gathering: gathered } };
}

/** One of the conditions that must all hold: as it stands in the definition, and in SQL. */
interface Part {
  readonly made: string;
  readonly sql: string;
}

/** One value: its column, and the conditions that not every value of its group has. */
interface Use {
  readonly made: string;
  readonly column: string;
  readonly parts: readonly Part[];
  readonly aggregate: (filter: string) => string;
  readonly type: Typed['type'];
  readonly whole: boolean;
}

/** Values over units that are joined alike. */
interface Group {
  readonly unit: Unit;
  /** Of the columns of the unit. */
  readonly prefix: string;
  readonly scope: Scope;
  /** Equations between the unit and the case. */
  readonly joins: readonly Part[];
  /** The column of the unit to join by, and what it equals: an id, else the person. */
  readonly by: { readonly field: string; readonly equals: string };
  readonly uses: Use[];
  /** Values over what is related to these units in turn; its rows are those of the join. */
  readonly inside: Gathered;
  /** Number of a row of the join. */
  readonly number: string;
}

interface Select {
  readonly sql: string;
  /** Columns of the rows below that it reads. */
  readonly needs: ReadonlySet<string>;
}

type Reads = (text: string) => boolean;

class Gathered implements Gathering {
  private readonly groups = new Map<string, Group>();

  /** @param base rows with a number each @param number the column of that */
  constructor(
    private readonly compilation: Compilation,
    readonly base: string,
    private readonly number: string,
  ) {}

  over(scope: Scope, asked: OverRelated): Typed | undefined {
    const { operator, argument, related, pointer } = asked;
    // The figure's own values are computed after this.
    if (this.compilation.checking || mentionsValue([argument, related])) return undefined;
    const group = this.group(scope, related, pointer);
    if (!group) return { sql: 'NULL', type: 'any' };
    const made = JSON.stringify([operator, argument, related]);
    const known = group.uses.find((use) => use.made === made);
    const parts = (): Part[] =>
      partsOf(objectOf(related)?.['where'], member(pointer, 'where'))
        .filter(({ condition }) => equationOf(condition) === undefined)
        .map(({ condition, at }) => this.part(group.scope, condition, at))
        .filter(({ sql }) => sql !== 'TRUE');
    if (known) {
      this.compilation.check(() => [parts(), asked.value(group.scope)]);
      return { sql: `${CASE}."${known.column}"`, type: known.type, whole: known.whole };
    }
    const value = asked.value(group.scope);
    const column = this.compilation.name('g');
    const aggregate = (filter: string): string => asked.aggregate(value, filter);
    const { type, whole = false } = value;
    group.uses.push({ made, column, parts: parts(), aggregate, type, whole });
    return { sql: `${CASE}."${column}"`, type, whole };
  }

  private part(scope: Scope, condition: unknown, pointer: string): Part {
    return { made: JSON.stringify(condition), sql: this.compilation.filter(scope, condition, pointer) };
  }

  /** The group of related units, made when it is first asked for; undefined, with a fault, when there are no such units. */
  private group(scope: Scope, related: unknown, pointer: string): Group | undefined {
    const { compilation } = this;
    const given = unitOf(compilation, related, pointer, 'related');
    if (!given) return undefined;
    const { unit, object } = given;
    const equations = partsOf(object['where'], member(pointer, 'where')).filter(
      ({ condition }) => equationOf(condition) !== undefined,
    );
    const key = JSON.stringify([object['unit'], object['as'], ...equations.map(({ condition }) => condition)]);
    const known = this.groups.get(key);
    const prefix = known?.prefix ?? compilation.name('r');
    const number = known?.number ?? compilation.name('#');
    const inside = known?.inside ?? new Gathered(compilation, compilation.name('t'), number);
    const inner = innerScope(compilation, scope, object['as'], fieldsUnder(unit, prefix), pointer, inside);
    if (known) {
      compilation.check(() => equations.map(({ condition, at }) => this.part(inner, condition, at)));
      return known;
    }
    const joins = equations.map(({ condition, at }) => this.part(inner, condition, at));
    const person = { field: 'person', equals: scope.named.get('case')!.column('person') };
    const by =
      equations.map(({ condition }) => idEquation(inner, condition)).find((one) => one !== undefined) ?? person;
    const group: Group = { unit, prefix, scope: inner, joins, by, uses: [], inside, number };
    this.groups.set(key, group);
    return group;
  }

  /** The rows with the values that something reads; undefined when nothing reads any. */
  select(reads: Reads): Select | undefined {
    const groups = [...this.groups.values()].flatMap((group) => this.grouped(group, reads) ?? []);
    if (groups.length === 0) return undefined;
    const number = quoted(this.number);
    const columns = groups.flatMap(({ columns: own }, i) => own.map((column) => `g${i}."${column}"`));
    const joins = groups.map(({ sql }, i) => ` LEFT JOIN (${sql}) AS g${i} ON g${i}.${number} = ${CASE}.${number}`);
    return {
      sql: `SELECT ${[`${CASE}.*`, ...columns].join(', ')} FROM ${this.base} AS ${CASE}${joins.join('')}`,
      needs: new Set([this.number, ...groups.flatMap(({ needs }) => [...needs])]),
    };
  }

  private grouped(group: Group, reads: Reads): (Select & { readonly columns: readonly string[] }) | undefined {
    const uses = group.uses.filter(({ column }) => reads(`${CASE}."${column}"`));
    if (uses.length === 0) return undefined;
    const inAll = ({ made }: Part): boolean => uses.every(({ parts }) => parts.some((other) => other.made === made));
    const shared = uses[0]!.parts.filter(inAll);
    const aggregates = uses.map(({ aggregate, parts, column }) => {
      const own = parts.filter((part) => !inAll(part));
      return { sql: `${aggregate(own.length > 0 ? ` FILTER (${where(own).trimStart()})` : '')} AS "${column}"` };
    });
    const inside = group.inside.select((text) => [...aggregates, ...shared].some(({ sql }) => sql.includes(text)));
    const isInside = ({ sql }: { readonly sql: string }): boolean =>
      inside !== undefined && [...mentioned([sql])].some((column) => group.inside.has(column));
    const below = [...group.joins, ...shared.filter((part) => !isInside(part))];
    const above = shared.filter(isInside);
    const all = new Set([
      ...mentioned([...[...aggregates, ...shared, ...group.joins].map(({ sql }) => sql), group.by.equals]),
      ...(inside?.needs ?? []),
    ]);
    const ofUnit = [...all].filter((column) => column.startsWith(`${group.prefix}.`));
    const needs = [...all].filter(
      (column) => !ofUnit.includes(column) && !group.inside.has(column) && column !== group.number,
    );
    const joined = [
      ...new Set([this.number, ...needs].map((column) => `${CASE}.${quoted(column)}`)),
      ...ofUnit.map((column) => `u.${quoted(column.slice(group.prefix.length + 1))} AS ${quoted(column)}`),
    ];
    const join = `SELECT ${joined.join(', ')} FROM ${this.base} AS ${CASE} JOIN ${group.unit.from} AS u ON u.${quoted(group.by.field)} = ${group.by.equals}`;
    const rows = `(${join}) AS ${CASE}${where(below)}`;
    const select = `SELECT ${[`${CASE}.${quoted(this.number)}`, ...aggregates.map(({ sql }) => sql)].join(', ')} FROM`;
    const by = ` GROUP BY ${CASE}.${quoted(this.number)}`;
    const sql = inside
      ? `WITH ${group.inside.base} AS MATERIALIZED (SELECT ${CASE}.*, row_number() OVER () AS ${quoted(group.number)} FROM ${rows}) ` +
        `${select} (${inside.sql}) AS ${CASE}${where(above)}${by}`
      : `${select} ${rows}${by}`;
    return { sql, needs: new Set(needs), columns: uses.map(({ column }) => column) };
  }

  /** Whether a column is one of the values. */
  has(column: string): boolean {
    return [...this.groups.values()].some(({ uses }) => uses.some((use) => use.column === column));
  }
}

const quoted = (column: string): string => `"${column}"`;

const where = (parts: readonly Part[]): string =>
  parts.length > 0 ? ` WHERE ${parts.map(({ sql }) => sql).join(' AND ')}` : '';

/** Columns of the rows in hand that stand in a text. */
const mentioned = (texts: readonly string[]): Set<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(/\bc\."([^"]+)"/g)].map(([, column]) => column!)));

/** Whether one of the figure's own values stands in a piece of a definition. */
function mentionsValue(piece: unknown): boolean {
  if (typeof piece !== 'object' || piece === null) return false;
  return Object.hasOwn(piece, 'value') || Object.values(piece).some(mentionsValue);
}
