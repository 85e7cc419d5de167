import { member } from '../language/fault.js';
import type { Compilation, SqlType } from './compilation.js';
import { objectOf, operatorOf, tuple } from './json.js';
import { lookupSource } from './lookups.js';
import type { Scope } from './scope.js';
import { compileAlike, compileTyped, compileValue, countOf } from './values.js';

const COMPARISONS: Readonly<Record<string, string>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Compiles a condition to SQL that is true or false, never null. */
export function compileCondition(compilation: Compilation, scope: Scope, condition: unknown, pointer: string): string {
  return compile({ compilation, scope, pointer, filters: false }, condition);
}

/**
 * Compiles a condition to SQL that filters: true where it holds, else false or null. Comparisons stand bare in it, so that the database can
 * join by them.
 */
export function compileFilter(compilation: Compilation, scope: Scope, condition: unknown, pointer: string): string {
  return compile({ compilation, scope, pointer, filters: true }, condition);
}

function compile(at: At, condition: unknown): string {
  if (typeof condition === 'boolean') return condition ? 'TRUE' : 'FALSE';
  const operator = operatorOf(at.compilation, condition, OPERATORS, at.pointer, 'a condition');
  return operator ? operator.compile({ ...at, pointer: operator.pointer }, operator.argument) : 'FALSE';
}

interface At {
  readonly compilation: Compilation;
  readonly scope: Scope;
  readonly pointer: string;
  /** Whether null is as good as false. */
  readonly filters: boolean;
}
type Operator = (at: At, argument: unknown) => string;

/** What is not known makes a comparison not hold. */
const holds = ({ filters }: At, sql: string): string => (filters ? `(${sql})` : `coalesce(${sql}, FALSE)`);

/** Several conditions; what decides them all stands alone, and what changes nothing is left out. */
const all =
  (word: 'AND' | 'OR'): Operator =>
  (at, argument) => {
    const [decides, changesNothing] = word === 'AND' ? ['FALSE', 'TRUE'] : ['TRUE', 'FALSE'];
    const conditions = tuple(at.compilation, argument, null, at.pointer)
      .map((one, i) => compile({ ...at, pointer: member(at.pointer, i) }, one))
      .filter((sql) => sql !== changesNothing);
    if (conditions.includes(decides)) return decides;
    return conditions.length > 0 ? `(${conditions.join(` ${word} `)})` : changesNothing;
  };

/** The value of a literal, or of a parameter that is no list; undefined for anything that depends on the case. */
function constantOf({ source }: Compilation, given: unknown): unknown {
  const name = objectOf(given)?.['parameter'];
  const value = typeof name === 'string' ? (source.values[name] ?? source.parameters[name]?.default) : given;
  return typeof value === 'object' ? undefined : value;
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  and: all('AND'),
  or: all('OR'),
  not: ({ compilation, scope, pointer }, argument) =>
    `(NOT ${compileCondition(compilation, scope, argument, pointer)})`,
  compare: (at, argument) => {
    const { compilation, scope, pointer } = at;
    const [left, how, right] = tuple(compilation, argument, 3, pointer);
    const sign = typeof how === 'string' && Object.hasOwn(COMPARISONS, how) ? COMPARISONS[how] : undefined;
    if (!sign) {
      compilation.fault(member(pointer, 1), 'malformed', `Give one of ${Object.keys(COMPARISONS).join(' ')}.`);
    }
    const [a, b] = [
      compileValue(compilation, scope, left, member(pointer, 0)),
      compileValue(compilation, scope, right, member(pointer, 2)),
    ];
    if (a.type !== b.type && a.type !== 'any' && b.type !== 'any') {
      compilation.fault(member(pointer, 2), 'wrong-type', `This is a ${b.type}, compared with a ${a.type}.`);
    }
    const [one, other] = [constantOf(compilation, left), constantOf(compilation, right)];
    if (one !== undefined && other !== undefined && (how === '=' || how === '!=')) {
      return (one === other) === (how === '=') ? 'TRUE' : 'FALSE';
    }
    return holds(at, `${a.sql} ${sign ?? '='} ${b.sql}`);
  },
  between: (at, argument) => {
    const { compilation, scope, pointer } = at;
    const { sql } = compileAlike(compilation, scope, tuple(compilation, argument, 3, pointer), pointer);
    return holds(at, `${sql[0]} BETWEEN ${sql[1]} AND ${sql[2]}`);
  },
  in: (at, argument) => {
    const { compilation, scope, pointer } = at;
    const [value, list] = tuple(compilation, argument, 2, pointer);
    const one = compileValue(compilation, scope, value, member(pointer, 0));
    const many = compileList(compilation, scope, list, member(pointer, 1));
    if (one.type !== many.type && one.type !== 'any' && many.type !== 'any') {
      compilation.fault(
        member(pointer, 1),
        'wrong-type',
        `These are of type ${many.type}, compared with a ${one.type}.`,
      );
    }
    return many.sql.length > 0 ? holds(at, `${one.sql} IN (${many.sql.join(', ')})`) : 'FALSE';
  },
  contains: (at, argument) => {
    const { compilation, scope, pointer } = at;
    const [list, value] = tuple(compilation, argument, 2, pointer);
    const many = compileTyped(compilation, scope, list, member(pointer, 0), 'list');
    const one = compileTyped(compilation, scope, value, member(pointer, 1), 'text');
    return holds(at, `json_contains(${many}, to_json(${one}))`);
  },
  isKnown: ({ compilation, scope, pointer }, argument) =>
    `(${compileValue(compilation, scope, argument, pointer).sql} IS NOT NULL)`,
  exists: ({ compilation, scope, pointer }, argument) => {
    if (typeof argument !== 'string') return existsLike(compilation, scope, argument, pointer);
    const found = scope.named.get(argument)?.found;
    if (found === undefined) compilation.fault(pointer, 'unknown-name', 'There is no such lookup before this.');
    return found ?? 'FALSE';
  },
};

/** Parameters that can stand for a list; one that is a number is a list of one. */
const LISTS: Readonly<Record<string, { readonly sqlType: SqlType; readonly type: 'text' | 'number' }>> = {
  codes: { sqlType: 'VARCHAR', type: 'text' },
  integers: { sqlType: 'INTEGER', type: 'number' },
  integer: { sqlType: 'INTEGER', type: 'number' },
  number: { sqlType: 'DOUBLE', type: 'number' },
};

/** Literal values, or the codes or numbers of a parameter. */
export function compileList(
  compilation: Compilation,
  scope: Scope,
  given: unknown,
  pointer: string,
): Pick<ReturnType<typeof compileAlike>, 'sql' | 'type'> {
  const name = objectOf(given)?.['parameter'];
  if (name === undefined) {
    return compileAlike(compilation, scope, tuple(compilation, given, null, pointer), pointer);
  }
  const { parameters, values } = compilation.source;
  const parameter = typeof name === 'string' && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const list = parameter && LISTS[parameter.type];
  if (!list) {
    compilation.fault(pointer, parameter ? 'wrong-type' : 'unknown-name', 'Name a parameter of codes or numbers.');
    return { sql: [], type: 'any' };
  }
  const value = values[name as string] ?? parameter.default;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return { sql: all.map((one) => compilation.bind(one, list.sqlType)), type: list.type };
}

function existsLike(compilation: Compilation, scope: Scope, lookup: unknown, pointer: string): string {
  const counted = scope.gathering?.over(scope, countOf(lookup, pointer));
  if (counted) return `(coalesce(${counted.sql}, 0) > 0)`;
  const source = lookupSource(compilation, scope, lookup, pointer, 'related');
  return source ? `EXISTS (SELECT 1 FROM ${source.from} WHERE ${source.where})` : 'FALSE';
}
