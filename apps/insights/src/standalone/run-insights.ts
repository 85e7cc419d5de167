import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createAccess, openAccessLog, requireAuthentication } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import type { PopulationRow, RegionRow } from '#libs/fact-schema';
import { fillerFor, openFactStore, type InstrumentDefinition } from '#libs/facts';
import { createHttpApp, createLogger, errorForLog } from '#libs/http';
import { readInstrumentsFile, readPopulationFile, readRegionsFile } from '#libs/interchange';
import { createProjectionRunner, LIVE_EVERY_MS } from '#libs/projection';
import {
  listenOn,
  lockDirectory,
  openStoreOf,
  storeChoiceOf,
  openVaultOf,
  SettingsError,
  startService,
  type Configuration,
  type RunningService,
} from '#libs/service';
import { InsightsModule } from '../insights.module.js';
import { percent } from '../readiness/readiness.js';
import type { InsightsSettings } from './settings.js';

/**
 * Runs the read side by itself, with facts of its own that are fed from the ledger's event store; as many may run as are
 * wanted. One that starts with no facts builds them, and gives figures once it has caught up. Callers
 * are asked for a token where any can be had; without, it listens on this machine only.
 * @param log whether requests, progress and failures are written to standard output
 * @throws DirectoryInUseError, SettingsError, or what a store throws when it cannot be opened.
 */
export function runInsights(configuration: Configuration<InsightsSettings>, log = true): Promise<RunningService> {
  const { settings } = configuration;
  return startService(async (opened) => {
    requireAuthentication(settings.host, configuration.access);
    const regions = await regionsOf(settings);
    const population = await populationOf(settings);
    const instruments = await instrumentsOf(settings);
    const logger = createLogger(log);
    opened.add(lockDirectory(settings.dataDir, 'insights.lock'));
    const factsFile = settings.factsFile ?? join(settings.dataDir, 'insights-facts.duckdb');
    if (factsFile !== ':memory:') mkdirSync(dirname(factsFile), { recursive: true, mode: 0o700 });
    const vault = openVaultOf(settings);
    opened.add(() => vault.close());
    const { accessLogYears: years } = configuration.access;
    const accessLog = openAccessLog({ path: join(settings.dataDir, 'insights-access-log.sqlite'), vault, years });
    opened.add(() => accessLog.close());
    const access = createAccess({ host: settings.host, settings: configuration.access, log: accessLog });
    opened.add(() => access.close());
    const facts = await openFactStore(factsFile, { codec: sealedCodec(vault), instruments });
    opened.add(() => facts.close());
    await facts.setRegions(regions);
    await facts.setPopulation(population);
    const store = await openStoreOf(settings);
    opened.add(() => store.close());
    const projection = createProjectionRunner({
      store,
      facts,
      fill: fillerFor(facts, storeChoiceOf(settings), vault),
      everyMs: LIVE_EVERY_MS,
      onFailure: (error, retryInMs) => logger.warn({ error: errorForLog(error), retryInMs }, 'projection failed'),
    });
    opened.add(() => projection.stop());
    const module = InsightsModule.forRoot({
      store,
      facts,
      projection,
      answersPath: join(settings.dataDir, 'answers.sqlite'),
      onProgress: (status, caughtUp) =>
        logger.info(
          { position: status.position, head: status.head?.position ?? null, percent: percent(status) },
          caughtUp ? 'figures are up to date' : 'figures are being built',
        ),
    });
    const app = await createHttpApp(module, {
      title: 'Care Ledger: figures',
      description: DESCRIPTION,
      access: access.gate,
      log: logger,
    });
    opened.add(() => app.close());
    projection.start();
    return listenOn(app, settings.port, settings.host);
  });
}

async function regionsOf({ regionsFile }: InsightsSettings): Promise<readonly RegionRow[]> {
  if (regionsFile === undefined) return [];
  return readRegionsFile(regionsFile).catch((error: Error) => {
    throw new SettingsError([
      { variable: 'CARE_LEDGER_REGIONS', message: `names a table that is not right. ${error.message}` },
    ]);
  });
}

async function populationOf({ populationFile }: InsightsSettings): Promise<readonly PopulationRow[]> {
  if (populationFile === undefined) return [];
  return readPopulationFile(populationFile).catch((error: Error) => {
    throw new SettingsError([
      { variable: 'CARE_LEDGER_POPULATION', message: `names a file that is not right. ${error.message}` },
    ]);
  });
}

async function instrumentsOf({ instrumentsFile }: InsightsSettings): Promise<readonly InstrumentDefinition[]> {
  if (instrumentsFile === undefined) return [];
  return readInstrumentsFile(instrumentsFile).catch((error: Error) => {
    throw new SettingsError([
      { variable: 'CARE_LEDGER_INSTRUMENTS', message: `names a file that is not right. ${error.message}` },
    ]);
  });
}

const DESCRIPTION = 'Figures over care trajectories in Dutch youth care, each with its definition and what was known.';
