import type { Chain, Parameter, ParameterValue } from '../language/definition.js';
import type { DefinitionFault } from '../language/fault.js';
import { factUnit, type Unit } from '../language/vocabulary.js';
import type { Scope } from './scope.js';
import type { Day, Window } from '../question/question.js';

/** SQL types that a value can be bound as. */
export type SqlType = 'VARCHAR' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN' | 'DATE';

/** What a statement is compiled from. */
export interface Source {
  readonly schema: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly values: Readonly<Record<string, ParameterValue>>;
  readonly units: Readonly<Record<string, Chain>>;
  readonly window: Window;
  readonly observedUntil: Day;
}

/** How the parts of the language compile that contain each other: a condition within a value, a unit made of another. */
export interface Language {
  condition(compilation: Compilation, scope: Scope, condition: unknown, pointer: string): string;
  filter(compilation: Compilation, scope: Scope, condition: unknown, pointer: string): string;
  chain(compilation: Compilation, chain: Chain, pointer: string): Unit;
  related(compilation: Compilation, scope: Scope, related: unknown, pointer: string): RelatedSource | undefined;
}

/** Related units in FROM and WHERE, and the scope in which something is said of one of them. */
export interface RelatedSource {
  readonly from: string;
  readonly where: string;
  readonly inner: Scope;
}

/**
 * One statement in the making: its common table expressions, its bound values, and the faults found on the way. Compiling goes on after
 * a fault, so that a definition gets all of them at once; a statement with faults is never run.
 */
export class Compilation {
  readonly values: unknown[] = [];
  readonly faults: DefinitionFault[] = [];
  private readonly expressions: { readonly name: string; readonly sql: WithSql; readonly materialised: boolean }[] = [];
  private readonly derived = new Map<string, Unit | null>();
  private names = 0;
  private checks = 0;

  constructor(
    readonly source: Source,
    private readonly language: Language,
  ) {}

  /** Binds a value; the text that stands for it. */
  bind(value: unknown, type: SqlType): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  /** Looks for faults in something that does not become part of the statement: what it binds is let go. */
  check(compile: () => unknown): void {
    const bound = this.values.length;
    this.checks += 1;
    compile();
    this.checks -= 1;
    this.values.length = bound;
  }

  /** Whether faults alone are looked for. */
  get checking(): boolean {
    return this.checks > 0;
  }

  fault(pointer: string, code: DefinitionFault['code'], message: string): void {
    this.faults.push({ pointer, code, message });
  }

  /** A fresh name for an alias or an expression. */
  name(prefix: string): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }

  /** Compiles a condition to SQL that is true or false, never null. */
  condition(scope: Scope, condition: unknown, pointer: string): string {
    return this.language.condition(this, scope, condition, pointer);
  }

  /** Compiles a condition to SQL for WHERE: null is as good as false. */
  filter(scope: Scope, condition: unknown, pointer: string): string {
    return this.language.filter(this, scope, condition, pointer);
  }

  /** All units of the case's person for which a condition holds; undefined, with a fault, when there is no such unit. */
  related(scope: Scope, related: unknown, pointer: string): RelatedSource | undefined {
    return this.language.related(this, scope, related, pointer);
  }

  /**
   * Adds a common table expression; its name. One that can be materialised is where it is read more than once.
   * @param sql a function where it depends on what the rest of the statement reads
   */
  with(sql: WithSql, materialised = false): string {
    const name = this.name('t');
    this.expressions.push({ name, sql, materialised });
    return name;
  }

  /** The unit of a name, compiled when first asked for; undefined, with a fault, when there is none. */
  unit(name: unknown, pointer: string): Unit | undefined {
    if (typeof name !== 'string') {
      this.fault(pointer, 'malformed', 'Give the name of a unit.');
      return undefined;
    }
    const known = this.derived.get(name) ?? factUnit(this.source.schema, name);
    if (known) return known;
    const chain = Object.hasOwn(this.source.units, name) ? this.source.units[name] : undefined;
    // Null marks a unit in the making: a chain made of itself.
    if (!chain || this.derived.get(name) === null) {
      this.fault(pointer, 'unknown-name', chain ? 'This unit is made of itself.' : 'There is no such unit.');
      return undefined;
    }
    this.derived.set(name, null);
    const unit = this.language.chain(this, chain, `/units/${name}`);
    this.derived.set(name, unit);
    return unit;
  }

  /** The whole statement. Values that nothing in it reads are let go. */
  statement(select: string): string {
    let rest = select;
    const kept = new Set<string>();
    const expressions: { name: string; sql: string; materialised: boolean }[] = [];
    for (const { name, sql: given, materialised } of [...this.expressions].reverse()) {
      const after = rest;
      const sql = typeof given === 'string' ? given : given((text) => after.includes(text));
      if (sql === null) continue;
      const own = new RegExp(`(?<=(?: FROM| JOIN|,) )${name}(?= AS )`, 'g');
      const readOften = (materialised || kept.has(name)) && after.split(new RegExp(`\\b${name}\\b`)).length > 2;
      const same = /^SELECT c\.\* FROM (t\d+) AS c\s*$/.exec(sql)?.[1];
      if (same === undefined) {
        expressions.unshift({ name, sql, materialised: readOften });
        rest = `${sql}\n${rest}`;
      } else {
        // Another name for the same rows: DuckDB would take it for a query of its own, and plan it.
        if (readOften) kept.add(same);
        for (const one of expressions) one.sql = one.sql.replaceAll(own, same);
        select = select.replaceAll(own, same);
        rest = rest.replaceAll(own, same);
      }
    }
    const all = expressions.map((one) => `${one.name} AS ${one.materialised ? 'MATERIALIZED ' : ''}(${one.sql})`);
    return this.renumbered(all.length > 0 ? `WITH ${all.join(',\n')}\n${select}` : select);
  }

  private renumbered(sql: string): string {
    const read: unknown[] = [];
    const text = sql.replaceAll(/\$(\d+)::/g, (_, number) => `$${read.push(this.values[Number(number) - 1])}::`);
    this.values.splice(0, this.values.length, ...read);
    return text;
  }
}

/**
 * SQL of a common table expression; a function is told which texts (`"<prefix>.<field>"`) stand in the statement after it, and gives null for
 * an expression that nothing reads.
 */
type WithSql = string | ((reads: (text: string) => boolean) => string | null);
