export * from './errors.js';
export * from './fallen.js';
export * from './port.js';
export * from './position.js';
export * from './same-event.js';
export * from './size.js';
export * from './validation.js';
