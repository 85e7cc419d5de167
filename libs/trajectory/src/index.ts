export * from './codes/code-lists.js';
export * from './events/care-event.js';
export * from './events/event-data.js';
export * from './codes/intensity.js';
