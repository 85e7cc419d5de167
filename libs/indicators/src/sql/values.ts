import { isDay } from '#libs/trajectory';
import { member } from '../language/fault.js';
import type { ValueType } from '../language/vocabulary.js';
import type { Compilation, SqlType } from './compilation.js';
import { operatorOf, tuple } from './json.js';
import type { OverRelated, Scope, Typed } from './scope.js';

const FAULTY: Typed = { sql: 'NULL', type: 'any' };

/** Compiles a value; a fault gives a value of type `any`, with which everything goes. */
export function compileValue(compilation: Compilation, scope: Scope, value: unknown, pointer: string): Typed {
  if (typeof value === 'string') return { sql: compilation.bind(value, 'VARCHAR'), type: 'text' };
  if (typeof value === 'boolean') return { sql: compilation.bind(value, 'BOOLEAN'), type: 'boolean' };
  if (typeof value === 'number') {
    const type = numberType(value);
    return { sql: compilation.bind(value, type), type: 'number', whole: type === 'INTEGER' };
  }
  const operator = operatorOf(compilation, value, OPERATORS, pointer, 'a value');
  return operator
    ? operator.compile({ compilation, scope, pointer: operator.pointer }, operator.argument, operator.rest)
    : FAULTY;
}

/** Compiles a value that must have a type. */
export function compileTyped(
  compilation: Compilation,
  scope: Scope,
  value: unknown,
  pointer: string,
  type: ValueType,
): string {
  return compileOf(compilation, scope, value, pointer, type).sql;
}

/** The same, with what else is known of it. */
export function compileOf(
  compilation: Compilation,
  scope: Scope,
  value: unknown,
  pointer: string,
  type: ValueType,
): Typed {
  const typed = compileValue(compilation, scope, value, pointer);
  if (typed.type !== type && typed.type !== 'any') {
    compilation.fault(pointer, 'wrong-type', `This is a ${typed.type}; a ${type} is needed.`);
  }
  return typed;
}

/** The common type of several values. */
export function compileAlike(
  compilation: Compilation,
  scope: Scope,
  values: readonly unknown[],
  pointer: string,
): { readonly sql: string[]; readonly type: ValueType; readonly whole: boolean } {
  const typed = values.map((value, i) => compileValue(compilation, scope, value, member(pointer, i)));
  const type = typed.find((one) => one.type !== 'any')?.type ?? 'any';
  const odd = typed.findIndex((one) => one.type !== type && one.type !== 'any');
  if (odd >= 0) {
    compilation.fault(member(pointer, odd), 'wrong-type', `This is a ${typed[odd]!.type}, beside a ${type}.`);
  }
  return { sql: typed.map((one) => one.sql), type, whole: typed.every((one) => one.whole === true) };
}

const numberType = (value: number): SqlType =>
  Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'INTEGER' : 'DOUBLE';

interface At {
  readonly compilation: Compilation;
  readonly scope: Scope;
  readonly pointer: string;
}
type Operator = (at: At, argument: unknown, rest: Readonly<Record<string, unknown>>) => Typed;

const date = (at: At, value: unknown, index: number): string =>
  compileTyped(at.compilation, at.scope, value, member(at.pointer, index), 'date');

const step =
  (sign: '' | '-'): Operator =>
  (at, argument) => {
    const [from, duration] = tuple(at.compilation, argument, 2, at.pointer);
    const start = date(at, from, 0);
    const pointer = member(at.pointer, 1);
    const operator = operatorOf(at.compilation, duration, DURATIONS, pointer, 'a duration');
    if (!operator) return FAULTY;
    const count = compileTyped(at.compilation, at.scope, operator.argument, operator.pointer, 'number');
    return { sql: operator.compile(start, `(${sign}(${count}))::INTEGER`), type: 'date' };
  };

/** DuckDB clips month and year steps to the end of the month, as indicators.md section 1 asks. */
const DURATIONS: Readonly<Record<string, (start: string, count: string) => string>> = {
  days: (start, count) => `(${start} + ${count})`,
  months: (start, count) => `CAST(${start} + to_months(${count}) AS DATE)`,
  years: (start, count) => `CAST(${start} + to_years(${count}) AS DATE)`,
};

const several =
  (sqlFunction: string, type?: ValueType): Operator =>
  (at, argument) => {
    const values = tuple(at.compilation, argument, null, at.pointer);
    const alike = compileAlike(at.compilation, at.scope, values, at.pointer);
    if (type && alike.type !== type && alike.type !== 'any') {
      at.compilation.fault(at.pointer, 'wrong-type', `These are of type ${alike.type}; ${type}s are needed.`);
    }
    const { sql, whole } = alike;
    return values.length > 0 ? { sql: `${sqlFunction}(${sql.join(', ')})`, type: alike.type, whole } : FAULTY;
  };

/** @param staysWhole whether it makes whole numbers of such */
const arithmetic =
  (write: (left: string, right: string) => string, staysWhole = false): Operator =>
  (at, argument) => {
    const [left, right] = tuple(at.compilation, argument, 2, at.pointer).map((side, i) =>
      compileOf(at.compilation, at.scope, side, member(at.pointer, i), 'number'),
    );
    if (!left || !right) return FAULTY;
    const whole = staysWhole && left.whole === true && right.whole === true;
    return { sql: write(left.sql, right.sql), type: 'number', whole };
  };

/** Something over all related units where it is known. */
const over =
  (operator: string, aggregate: OverRelated['aggregate'], type?: 'number'): Operator =>
  ({ compilation, scope, pointer }, argument, { over: related }) => {
    const at = member(pointer.slice(0, pointer.lastIndexOf('/')), 'over');
    const value = (inner: Scope): Typed => {
      if (!type) return { ...compileValue(compilation, inner, argument, pointer), whole: false };
      const { sql, whole } = compileOf(compilation, inner, argument, pointer, type);
      return { sql: `CAST(${sql} AS DOUBLE)`, type, whole: whole === true && operator === 'sum' };
    };
    return overRelated(compilation, scope, { operator, argument, related, pointer: at, value, aggregate });
  };

/** Something over all related units: of all cases at once where that can be, else of each by itself. */
function overRelated(compilation: Compilation, scope: Scope, asked: OverRelated): Typed {
  const gathered = scope.gathering?.over(scope, asked);
  if (gathered) return gathered;
  const source = compilation.related(scope, asked.related, asked.pointer);
  if (!source) return FAULTY;
  const value = asked.value(source.inner);
  const values = `SELECT ${value.sql} AS "value" FROM ${source.from} WHERE ${source.where}`;
  return {
    ...value,
    sql: `(SELECT ${asked.aggregate({ ...value, sql: 'v."value"' }, '')} FROM (${values}) AS v)`,
  };
}

/** How many there are; null or 0 when none. */
export const countOf = (related: unknown, pointer: string): OverRelated => ({
  operator: 'count',
  related,
  pointer,
  value: () => ({ sql: '1', type: 'number', whole: true }),
  aggregate: (_, filter) => `count(*)${filter}`,
});

/**
 * What is added up is put in order first, so that the last digits are the same every time; whole numbers need no order. Each case has few: a list
 * of them costs a third of an aggregate with an order of its own.
 */
const inOrder =
  (name: string) =>
  ({ sql, whole }: Typed, filter: string): string =>
    whole ? `${name}(${sql})${filter}` : `list_${name}(list_sort(list(${sql})${filter}))`;

/** Decimals that a DOUBLE can be asked for. */
const MOST_DECIMALS = 12;

const field: Operator = ({ compilation, scope, pointer }, name, { of }) => {
  const source = of === undefined ? scope.own : typeof of === 'string' ? scope.named.get(of) : undefined;
  if (!source) {
    compilation.fault(pointer, 'unknown-name', 'What `of` names is not in reach here.');
    return FAULTY;
  }
  const type = typeof name === 'string' && Object.hasOwn(source.types, name) ? source.types[name] : undefined;
  if (type === undefined) {
    compilation.fault(
      pointer,
      'unknown-name',
      `There is no such field; there are ${Object.keys(source.types).join(', ')}.`,
    );
    return FAULTY;
  }
  return { sql: source.column(name as string), type };
};

const parameter: Operator = ({ compilation, pointer }, name) => {
  const { parameters, values } = compilation.source;
  const known = typeof name === 'string' && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!known) {
    compilation.fault(pointer, 'unknown-name', 'There is no such parameter.');
    return FAULTY;
  }
  const value = values[name as string] ?? known.default;
  if (known.type === 'integer') return { sql: compilation.bind(value, 'INTEGER'), type: 'number', whole: true };
  if (known.type === 'number') return { sql: compilation.bind(value, 'DOUBLE'), type: 'number' };
  if (known.type === 'boolean') return { sql: compilation.bind(value, 'BOOLEAN'), type: 'boolean' };
  if (known.type === 'choice' || known.type === 'text')
    return { sql: compilation.bind(value, 'VARCHAR'), type: 'text' };
  compilation.fault(pointer, 'wrong-type', 'This parameter is a list: it can only stand in `in` or as norms.');
  return FAULTY;
};

const question: Operator = ({ compilation, scope, pointer }, name) => {
  const { window, observedUntil } = compilation.source;
  const days: Readonly<Record<string, string | undefined>> = { ...window, observedUntil };
  if (name === 'index' && scope.index !== undefined) return { sql: scope.index, type: 'date' };
  if (typeof name === 'string' && days[name] !== undefined) {
    return { sql: compilation.bind(days[name], 'DATE'), type: 'date' };
  }
  compilation.fault(pointer, 'unknown-name', 'Give from, to, observedUntil, or index where the case has one.');
  return FAULTY;
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  date: ({ compilation, pointer }, text) => {
    if (!isDay(text)) compilation.fault(pointer, 'malformed', 'Give a day that exists, as YYYY-MM-DD.');
    return { sql: compilation.bind(text, 'DATE'), type: 'date' };
  },
  field,
  parameter,
  question,
  plus: step(''),
  minus: step('-'),
  daysBetween: (at, argument) => {
    const [from, to] = tuple(at.compilation, argument, 2, at.pointer).map((value, i) => date(at, value, i));
    return { sql: `(${to} - ${from})`, type: 'number', whole: true };
  },
  yearsBetween: (at, argument) => {
    const years = (): string => {
      const [from, to] = tuple(at.compilation, argument, 2, at.pointer).map((value, i) => date(at, value, i));
      return wholeYears(from!, to!);
    };
    const { shared } = at.scope;
    return { sql: shared ? shared.once(JSON.stringify(argument), years) : years(), type: 'number', whole: true };
  },
  earliest: several('least', 'date'),
  latest: several('greatest', 'date'),
  known: several('coalesce'),
  add: arithmetic((left, right) => `(${left} + ${right})`, true),
  subtract: arithmetic((left, right) => `(${left} - ${right})`, true),
  multiply: arithmetic((left, right) => `(${left} * ${right})`),
  divide: arithmetic((left, right) => `(CAST(${left} AS DOUBLE) / nullif(${right}, 0))`),
  round: (at, argument) => {
    const [value, decimals] = tuple(at.compilation, argument, 2, at.pointer);
    if (!Number.isInteger(decimals) || (decimals as number) < 0 || (decimals as number) > MOST_DECIMALS) {
      const message = `Give a whole number from 0 to ${MOST_DECIMALS}.`;
      at.compilation.fault(member(at.pointer, 1), 'malformed', message);
      return FAULTY;
    }
    const number = compileTyped(at.compilation, at.scope, value, member(at.pointer, 0), 'number');
    return { sql: `round(CAST(${number} AS DOUBLE), ${decimals as number})`, type: 'number' };
  },
  entry: (at, argument) => {
    const [entries, code] = tuple(at.compilation, argument, 2, at.pointer);
    const among = compileTyped(at.compilation, at.scope, entries, member(at.pointer, 0), 'entries');
    const name = compileTyped(at.compilation, at.scope, code, member(at.pointer, 1), 'text');
    const place = `'/' || replace(replace(${name}, '~', '~0'), '/', '~1')`;
    return { sql: `CAST(json_extract_string(${among}, ${place}) AS DOUBLE)`, type: 'number' };
  },
  size: ({ compilation, scope, pointer }, argument) => {
    const { sql, type } = compileValue(compilation, scope, argument, pointer);
    if (type === 'entries') return { sql: `len(json_keys(${sql}))`, type: 'number' };
    if (type !== 'list' && type !== 'any') {
      compilation.fault(pointer, 'wrong-type', `This is a ${type}; a list or entries are needed.`);
    }
    return { sql: `json_array_length(${sql})`, type: 'number' };
  },
  value: ({ compilation, scope, pointer }, name) => {
    const known = typeof name === 'string' ? scope.values?.get(name) : undefined;
    if (!known) compilation.fault(pointer, 'unknown-name', 'There is no such value before this.');
    return known ?? FAULTY;
  },
  count: ({ compilation, scope, pointer }, related) => {
    const { sql } = overRelated(compilation, scope, countOf(related, pointer));
    return { sql: `coalesce(${sql}, 0)`, type: 'number', whole: true };
  },
  sum: over('sum', inOrder('sum'), 'number'),
  mean: over('mean', inOrder('avg'), 'number'),
  smallest: over('smallest', ({ sql }, filter) => `min(${sql})${filter}`),
  largest: over('largest', ({ sql }, filter) => `max(${sql})${filter}`),
  if: (at, argument, rest) => {
    const above = at.pointer.slice(0, at.pointer.lastIndexOf('/'));
    const condition = at.compilation.condition(at.scope, argument, at.pointer);
    const [then, otherwise] = (['then', 'else'] as const).map((name) =>
      compileValue(at.compilation, at.scope, rest[name], member(above, name)),
    );
    if (then!.type !== otherwise!.type && then!.type !== 'any' && otherwise!.type !== 'any') {
      at.compilation.fault(
        member(above, 'else'),
        'wrong-type',
        `This is a ${otherwise!.type}, beside a ${then!.type}.`,
      );
    }
    return { sql: `CASE WHEN ${condition} THEN ${then!.sql} ELSE ${otherwise!.sql} END`, type: then!.type };
  },
};

/** Whole years from one date to another; the birthday of 29 February is the 28th in other years. */
export function wholeYears(from: string, to: string): string {
  const years = `CAST(date_part('year', ${to}) - date_part('year', ${from}) AS INTEGER)`;
  return `(${years} - CASE WHEN CAST(${from} + to_years(${years}) AS DATE) > ${to} THEN 1 ELSE 0 END)`;
}
