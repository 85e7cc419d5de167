import type { ValueType } from '../language/vocabulary.js';

/** A piece of SQL and the type of its value. */
export interface Typed {
  readonly sql: string;
  readonly type: ValueType;
}

/** Columns of one thing in reach: of the case, the person, something looked up. */
export interface Fields {
  readonly types: Readonly<Record<string, ValueType>>;
  column(field: string): string;
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
}
