export { isBusy, isConstraint, sqliteFailure, type SqliteFailure } from './failure.js';
