import type { IdKind, ValueType } from '../language/vocabulary.js';

/** A piece of SQL and the type of its value. */
export interface Typed {
  readonly sql: string;
  readonly type: ValueType;
  /** A whole number that is small, such as days or a count: what is added up of these is exact, in whatever order. */
  readonly whole?: boolean;
}

/** Columns of one thing in reach: of the case, the person, something looked up. */
export interface Fields {
  readonly types: Readonly<Record<string, ValueType>>;
  column(field: string): string;
  /** Fields with an id, and of what. */
  readonly ids: Readonly<Record<string, IdKind>>;
  /** SQL that says whether it was found; absent where it always is. */
  readonly found?: string;
}

/** What an expression can refer to where it stands. */
export interface Scope {
  /** What a bare field belongs to. */
  readonly own: Fields;
  /** What `of` can name. */
  readonly named: ReadonlyMap<string, Fields>;
  /** The figure's own values, once computed. */
  readonly values?: ReadonlyMap<string, Typed>;
  /** The index date of the case, once there is one. */
  readonly index?: string;
  /** Where values over related units are computed for all cases at once, once that can be. */
  readonly gathering?: Gathering | undefined;
  /** Where values that cost much are computed once, however often they are asked of the same case. */
  readonly shared?: Shared | undefined;
}

/** Values that are columns of a stage before. */
export interface Shared {
  /** The column of a value. @param made the piece of the definition */
  once(made: string, compiled: () => string): string;
}

/** Something over the related units of a case. */
export interface OverRelated {
  /** The operator, and the piece of the definition that it is of: what is asked twice is computed once. */
  readonly operator: string;
  readonly argument?: unknown;
  readonly related: unknown;
  /** Of the related units. */
  readonly pointer: string;
  /** What is said of one of them, and the aggregate of that. @param filter stands after the aggregate itself */
  value(inner: Scope): Typed;
  aggregate(value: Typed, filter: string): string;
}

/** Computes values over related units. */
export interface Gathering {
  /** A column with the value; undefined for one that must be computed case by case. */
  over(scope: Scope, asked: OverRelated): Typed | undefined;
}
