/** Facts, events and cases in the formats of others: tables, data dictionaries, event logs. Text comes out; who asks writes it. */
export { CASES, caseTable } from './cases/case-table.js';
export { caseLine } from './cases/case-line.js';
export { csvLine, csvOf } from './csv/csv.js';
export { dataPackage, type TableFormat, type WrittenTable } from './dictionary/datapackage.js';
export { dictionaryMarkdown } from './dictionary/markdown.js';
export { EXPORT_TABLES } from './dictionary/tables.js';
export { EVENT_TABLES, eventRows, standingEventRows, type EventTableName } from './events/event-tables.js';
export { standingEventsOf, type StandingEvent } from './events/person-events.js';
export { InstrumentsFileError, parseInstruments, readInstrumentsFile } from './instruments/instruments-file.js';
export { ocelLog } from './logs/ocel.js';
export { TRACES, xesLog, type LogOrigin, type Trace } from './logs/xes.js';
export { parsePopulation, PopulationFileError, readPopulationFile } from './population/population-file.js';
export { parseRegions, readRegionsFile, RegionsFileError } from './regions/regions-file.js';
