export { duckdbVersion } from './duckdb/version.js';
export { careEpisodeRows } from './fold/episodes.js';
export { foldPerson } from './fold/fold-person.js';
export type { PersonHistory, StreamHistory } from './fold/history.js';
export {
  instrumentRegistry,
  NO_INSTRUMENTS,
  type InstrumentDefinition,
  type InstrumentRegistry,
  type ScaleDefinition,
} from './fold/instruments.js';
export type { FillRequest, FillStage } from './fill/fill.js';
export { ledgerPlace, type LedgerPlace, type OpenedLedger } from './fill/ledger-place.js';
export { fillerFor, type Filler } from './fill/filler.js';
export { FactsUnavailableError } from './store/errors.js';
export { openFactStore, type FactStore, type FactStoreOptions } from './store/fact-store.js';
export { lookIntoFacts, type FactsFile } from './store/look-into.js';
export type { FactView, Seen } from './store/view.js';
export { readPerson, type PersonText, type ReadPerson } from './store/person-texts.js';
export { copyToParquet, openTableFile, type TableFile } from './tables/table-file.js';
