import { cgdEvents } from './cgd.js';
import { describeSet } from './single-delivery.js';

describeSet('cgd', cgdEvents, [1, 2]);
