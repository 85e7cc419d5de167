export { InsightsModule } from './insights.module.js';
export type { InsightsOptions } from './insights.options.js';
export { dayBefore } from './as-of/observed-until.js';
