import { rossiEvents } from './rossi.js';
import { describeSet } from './single-delivery.js';

describeSet('rossi', rossiEvents, [1, 2, 3]);
