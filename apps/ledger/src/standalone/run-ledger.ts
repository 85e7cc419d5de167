import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { createAccess, openAccessLog, requireAuthentication } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import { SettledStore } from '#libs/erasure';
import { StoreUnavailableError } from '#libs/event-store';
import { createHttpApp, createLogger, errorForLog } from '#libs/http';
import { createPseudonymiser } from '#libs/privacy';
import {
  listenOn,
  lockDirectory,
  openStoreOf,
  openVaultOf,
  SettingsError,
  startService,
  type Configuration,
  type RunningService,
} from '#libs/service';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { LedgerModule } from '../ledger.module.js';
import { openEvidence } from './open-evidence.js';
import type { LedgerSettings } from './settings.js';

@Module({})
class StandaloneLedger {}

/**
 * Runs the write side by itself. Several may run on one event store, each with a data directory of its own: that holds what
 * this one refused. While the store is away it starts all the same, and is ready once the store is. Callers are asked for a token where any can be had; without, it listens on this machine only.
 * @param log whether requests and failures are written to standard output
 * @throws DirectoryInUseError, SettingsError, or what the store throws when it cannot be opened.
 */
export function runLedger(configuration: Configuration<LedgerSettings>, log = true): Promise<RunningService> {
  const { settings } = configuration;
  return startService(async (opened) => {
    requireAuthentication(settings.host, configuration.access);
    opened.add(lockDirectory(settings.dataDir, 'ledger.lock'));
    const vault = openVaultOf(settings);
    opened.add(() => vault.close());
    const { accessLogYears: years } = configuration.access;
    const accessLog = openAccessLog({ path: join(settings.dataDir, 'access-log.sqlite'), vault, years });
    opened.add(() => accessLog.close());
    const access = createAccess({ host: settings.host, settings: configuration.access, log: accessLog });
    opened.add(() => access.close());
    if (!vault.holdsKey('pseudonym', settings.pseudonymKey)) throw otherPseudonymKey();
    const logger = createLogger(log);
    const store = new SettledStore(await openStoreOf(settings), vault);
    opened.add(() => store.close());
    await store.settle().catch((error: unknown) => {
      if (!(error instanceof StoreUnavailableError && error.retryable)) throw error;
      logger.warn(
        { error: errorForLog(error) },
        'the event store does not answer: nothing is taken or shown until it does',
      );
    });
    const evidence = await openEvidence(store, settings, logger);
    opened.add(() => evidence.stop());
    const ledger = LedgerModule.forRoot({
      store,
      codec: sealedCodec(vault),
      vault,
      erasureRegisterPath: join(settings.dataDir, 'erasures.ndjson'),
      pseudonymiser: createPseudonymiser(settings.pseudonymKey),
      rejectionsPath: join(settings.dataDir, 'rejections.sqlite'),
    });
    const root = { module: StandaloneLedger, imports: [ledger, EvidenceModule.forRoot(evidence)] };
    const app = await createHttpApp(root, {
      title: 'Care Ledger: events',
      description: DESCRIPTION,
      access: access.gate,
      log: logger,
    });
    opened.add(() => app.close());
    const url = await listenOn(app, settings.port, settings.host);
    evidence.start();
    return url;
  });
}

function otherPseudonymKey(): SettingsError {
  const message =
    'is not the key that this ledger was begun with: set it to that one, or the same child becomes another.';
  return new SettingsError([{ variable: 'CARE_LEDGER_PSEUDONYM_KEY', message }]);
}

const DESCRIPTION =
  'Events of care trajectories in Dutch youth care: recorded once, kept for ever, read back in order.';
