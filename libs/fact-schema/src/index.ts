export type { Column, ColumnType, FactTable } from './column.js';
export * from './event-tables.js';
export * from './tables.js';
