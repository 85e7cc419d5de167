/** What a fact table is made of. */

/** DuckDB column types in use. */
export type ColumnType = 'VARCHAR' | 'DATE' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN';

/** One column. `nullable` false means that every row has it. */
export interface Column {
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** What it holds, with the Dutch term where there is one. */
  readonly about: string;
  /** Of a text that is JSON: a list of texts, or numbers by code. */
  readonly holds?: 'list' | 'entries';
}

/** One table: columns in storage order. */
export interface FactTable {
  readonly about: string;
  readonly columns: Readonly<Record<string, Column>>;
}

/** A column that every row has. */
export const required = <T extends ColumnType>(type: T, about: string) => ({ type, nullable: false, about }) as const;

/** A column that is null where something is not known. */
export const optional = <T extends ColumnType>(type: T, about: string) => ({ type, nullable: true, about }) as const;
