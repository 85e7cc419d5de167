export { NO_MESS, USUAL_MESS, type Mess } from './mess/mess.js';
export * from './published/figures.js';
export { NOORD_VELUWE, REGIONS, regionOf, regionTable, type Municipality, type Region } from './region.js';
export { simulate, simulateDeliveries, type Delivery, type SimulationOptions } from './simulate.js';
export type { CloudEvent, Expected } from './story/story.js';
