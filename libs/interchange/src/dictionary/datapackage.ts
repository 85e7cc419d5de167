/** The data dictionary for programs: a Data Package (Frictionless, version 1) descriptor. */
import type { Column, ColumnType, FactTable } from '#libs/fact-schema';

/** A table as it was written to a file. */
export interface WrittenTable {
  readonly name: string;
  /** Relative to the descriptor. */
  readonly path: string;
  readonly rows: number;
  readonly bytes?: number;
  /** In hexadecimal. */
  readonly sha256?: string;
}

export type TableFormat = 'parquet' | 'csv' | 'duckdb';

const FIELD_TYPES: Readonly<Record<ColumnType, string>> = {
  VARCHAR: 'string',
  DATE: 'date',
  INTEGER: 'integer',
  BIGINT: 'integer',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
};

const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
  duckdb: 'application/vnd.duckdb',
};

/**
 * Describes written tables.
 * @param tables their meaning by name.
 * @returns a descriptor for `datapackage.json`; `rows` and `position` are additions to the standard.
 */
export function dataPackage(
  format: TableFormat,
  written: readonly WrittenTable[],
  tables: Readonly<Record<string, FactTable>>,
  origin: { readonly position: string; readonly recordedAt: string | null },
): object {
  return {
    profile: format === 'csv' ? 'tabular-data-package' : 'data-package',
    name: 'care-ledger-export',
    title: 'Care Ledger: facts and events',
    description: 'Pseudonymous. Codes are texts with leading zeros; days are calendar days in Europe/Amsterdam.',
    position: origin.position,
    recordedAt: origin.recordedAt,
    resources: written.map(({ name, path, rows, bytes, sha256 }) => ({
      name: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      title: name,
      description: tables[name]!.about,
      path,
      format,
      mediatype: MEDIA_TYPES[format],
      ...(format === 'csv' && {
        profile: 'tabular-data-resource',
        encoding: 'utf-8',
        dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
      }),
      ...(bytes !== undefined && { bytes }),
      ...(sha256 !== undefined && { hash: `sha256:${sha256}` }),
      rows,
      schema: { fields: Object.entries(tables[name]!.columns).map(field), missingValues: [''] },
    })),
  };
}

function field([name, { type, nullable, about }]: [string, Column]): object {
  return { name, type: FIELD_TYPES[type], description: about, constraints: { required: !nullable } };
}
