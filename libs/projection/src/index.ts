export { createProjectionRunner, LIVE_EVERY_MS, type ProjectionOptions, type ProjectionRunner } from './runner.js';
export { shareSeen, type ProjectionState, type ProjectionStatus } from './status.js';
