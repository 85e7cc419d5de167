/** Runs the write side by itself; `LedgerSettings` has its settings. */
import 'reflect-metadata';
import { readConfiguration, runAsProcess } from '#libs/service';
import { inlineLess } from '#libs/thread';
import { runLedger } from './standalone/run-ledger.js';
import { LedgerSettings } from './standalone/settings.js';

inlineLess();
await runAsProcess(
  async () => runLedger(await readConfiguration(LedgerSettings, process.env)),
  (url) => `Events at ${url}/v1/events, their documentation at ${url}/docs`,
);
