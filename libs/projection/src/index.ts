export { createProjectionRunner, type ProjectionOptions, type ProjectionRunner } from './runner.js';
export type { ProjectionState, ProjectionStatus } from './status.js';
