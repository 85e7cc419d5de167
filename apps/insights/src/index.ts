export { InsightsModule } from './insights.module.js';
export type { InsightsOptions } from './insights.options.js';
