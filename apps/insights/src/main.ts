/** Runs the read side by itself; see `readSettings` for its settings. */
import 'reflect-metadata';
import { runInsights } from './standalone/run-insights.js';
import { readSettings } from './standalone/settings.js';

try {
  const insights = await runInsights(readSettings(process.env));
  const stop = (): void => void insights.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  process.stdout.write(`Figures at ${insights.url}/v1, their documentation at ${insights.url}/docs\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The service could not start.'}\n`);
  process.exitCode = error instanceof RangeError ? 2 : 1;
}
