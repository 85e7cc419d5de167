export { IN_MEMORY } from './connection.js';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './open.js';
