/** Every table of an export, with what it and its columns mean. */
import { FACT_TABLES, REGION_TABLE, type FactTable } from '#libs/fact-schema';
import { EVENT_TABLES } from '../events/event-tables.js';

/** The tables by name, in the order in which they are listed. */
export const EXPORT_TABLES: Readonly<Record<string, FactTable>> = {
  ...FACT_TABLES,
  region: REGION_TABLE,
  ...EVENT_TABLES,
};
