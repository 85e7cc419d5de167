import { describeSet } from './single-delivery.js';
import { transplantEvents } from './transplant.js';

describeSet('transplant', transplantEvents, [1]);
