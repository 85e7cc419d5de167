export { openKurrentEventStore, type KurrentEventStoreOptions } from './open.js';
