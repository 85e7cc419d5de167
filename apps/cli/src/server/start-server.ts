/**
 * The whole product in one process: event store, ledger, projection, facts and insights behind one HTTP server.
 * Opening goes from the truth outwards, stopping the other way round, so that nothing answered is lost.
 */
import { Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EvidenceModule, LedgerModule } from '#apps/ledger';
import { InsightsModule } from '#apps/insights';
import { createAccess, openAccessLog } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import { settleErasures } from '#libs/erasure';
import type { PopulationRow, RegionRow } from '#libs/fact-schema';
import { fillerFor } from '#libs/facts';
import { createHttpApp } from '#libs/http';
import { createPseudonymiser } from '#libs/privacy';
import { createProjectionRunner, LIVE_EVERY_MS, type ProjectionRunner } from '#libs/projection';
import { filesOf, openDataDirectory, type DataPlace } from '../data/data-directory.js';
import { openEventStore } from '../data/open-event-store.js';
import { openEvidence } from '../data/open-evidence.js';
import { openFacts } from '../data/open-facts.js';
import { openVault } from '../data/open-vault.js';
import { checkPseudonymKey, pseudonymKey } from '../data/pseudonym-key.js';
import { announceServer, withdrawServer } from '../data/server-file.js';
import { CommandError } from '../errors.js';
import { accessSettings } from './access.js';

export interface StartServerOptions extends DataPlace {
  /** 0 = any free port; default 3000. */
  readonly port?: number;
  /** Address to listen on, default 127.0.0.1; another than loopback only where callers are asked for a token. */
  readonly host?: string;
  /** At least 32 bytes; default: see `pseudonymKey`. */
  readonly pseudonymKey?: Uint8Array;
  /** 32 bytes; default: see `openVault`. */
  readonly masterKey?: Uint8Array;
  /** The clock that decides what is in the future; default the machine's. */
  readonly now?: () => Date;
  /** Whether requests are logged, as JSON on standard output; default true. */
  readonly log?: boolean;
  /** Municipality-to-region table; default none, and `by=region` then finds no region. */
  readonly regions?: readonly RegionRow[];
  /** Numbers of inhabitants; default none, and no figure is then per 1,000. */
  readonly population?: readonly PopulationRow[];
  /** Told what an operator should know, such as a key that was made. Default: nothing. */
  readonly notice?: (text: string) => void;
}

export interface RunningServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Whether everyone who reaches it may do everything: nobody is asked for a token. */
  readonly open: boolean;
  readonly projection: ProjectionRunner;
  /** Finishes requests in flight, then closes everything. More calls give the same promise. */
  stop(): Promise<void>;
}

@Module({})
class ServerModule {}

/**
 * Starts the server and answers when it accepts requests.
 * @throws UsageError for settings of access that cannot be, an open server that others could reach, or a bad key; CommandError when another process holds the data.
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1';
  const settings = accessSettings(host, filesOf(options.dataDir).tokens);
  const files = await openDataDirectory(options);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    const failures: unknown[] = [];
    for (const step of closing.splice(0).reverse()) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const vault = await openVault(files, options);
    closing.push(() => Promise.resolve(vault.close()));
    const codec = sealedCodec(vault);
    // The facts come next: opening them is what locks the data directory.
    const facts = await openFacts(files, codec);
    closing.push(
      () => withdrawServer(files),
      () => facts.close(),
    );
    const store = await openEventStore(files);
    closing.push(() => store.close());
    const key = await pseudonymKey({
      option: options.pseudonymKey,
      env: process.env,
      file: files.pseudonymKey,
      empty: (await store.head()) === null,
      notice: options.notice,
    });
    checkPseudonymKey(vault, key);
    await settleErasures({ store, vault });
    const evidence = await openEvidence({ store, files, env: process.env, notice: options.notice });
    closing.push(() => evidence.stop());
    await facts.setRegions(options.regions ?? []);
    await facts.setPopulation(options.population ?? []);
    if (facts.replacedVersion !== null)
      options.notice?.('The figures were made by another version: they are made anew.');
    const projection = createProjectionRunner({
      store,
      facts,
      fill: fillerFor(facts, files.store, vault),
      everyMs: LIVE_EVERY_MS,
      onFailure: ({ message }, retryInMs) =>
        options.notice?.(`The figures stand still (${message}); tried again in ${Math.ceil(retryInMs / 1000)} s.`),
    });
    closing.push(() => projection.stop());
    const { now } = options;
    const root: DynamicModule = {
      module: ServerModule,
      imports: [
        LedgerModule.forRoot({
          store,
          codec,
          vault,
          erasureRegisterPath: files.erasures,
          pseudonymiser: createPseudonymiser(key),
          rejectionsPath: files.rejections,
          now,
        }),
        EvidenceModule.forRoot(evidence),
        InsightsModule.forRoot({ store, facts, projection, now, answersPath: files.answers }),
      ],
    };
    const log = openAccessLog({ path: files.accessLog, vault, years: settings.accessLogYears, now });
    closing.push(() => Promise.resolve(log.close()));
    const access = createAccess({ host, settings, log, now });
    closing.push(() => access.close());
    const app = await createHttpApp(root, {
      title: 'Care Ledger',
      description: DESCRIPTION,
      access: access.gate,
      log: options.log ?? true,
    });
    closing.push(() => app.close());
    await listen(app, options.port ?? 3000, host);
    const url = (await app.getUrl()).replace(/\/$/, '');
    projection.start();
    evidence.start();
    await announceServer(files, url);
    let stopping: Promise<void> | undefined;
    return { url, open: access.gate.open, projection, stop: () => (stopping ??= close()) };
  } catch (error) {
    await close().catch(() => undefined); // what went wrong first is what the operator must hear
    throw error;
  }
}

/** @throws CommandError when the port cannot be had. */
async function listen(app: NestFastifyApplication, port: number, host: string): Promise<void> {
  await app.listen(port, host).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    const why = error.code === 'EACCES' ? 'may not be used by you' : 'is in use';
    throw new CommandError(`Port ${port} ${why}: name another with --port (0 = any free one).`, { cause: error });
  });
}

const DESCRIPTION =
  'An event-sourced ledger of care trajectories in Dutch youth care: events in, figures out. Every figure comes with ' +
  'its definition, what is missing from it, and the position it was computed at.';
