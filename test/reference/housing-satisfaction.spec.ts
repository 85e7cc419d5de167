import { housingEvents } from './housing-satisfaction.js';
import { describeSet } from './single-delivery.js';

describeSet('housing_satisfaction', housingEvents, [1]);
