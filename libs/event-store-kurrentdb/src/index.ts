export { checkConnectionString } from './connection-string.js';
export { openKurrentEventStore, type KurrentEventStoreOptions } from './open.js';
