/** Runs the read side by itself; `InsightsSettings` has its settings. */
import 'reflect-metadata';
import { readConfiguration, runAsProcess } from '#libs/service';
import { inlineLess } from '#libs/thread';
import { runInsights } from './standalone/run-insights.js';
import { InsightsSettings } from './standalone/settings.js';

inlineLess();
await runAsProcess(
  async () => runInsights(await readConfiguration(InsightsSettings, process.env)),
  (url) => `Figures at ${url}/v1, their documentation at ${url}/docs`,
);
