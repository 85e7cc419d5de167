export { optional, required, type Column, type ColumnType, type FactTable } from './column.js';
export * from './event-tables.js';
export { isRegionName } from './region-name.js';
export * from './tables.js';
