/** The read side over stores in memory, for tests: everything but the projection's fate is real. */
import { OPEN_ACCESS } from '#libs/access';
import { sealedCodec, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { temporaryKeyVault } from '#libs/key-vault';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openFactStore, type FactStore } from '#libs/facts';
import { createHttpApp, type Gate } from '#libs/http';
import { createProjectionRunner, type ProjectionRunner } from '#libs/projection';
import type { CareEvent } from '#libs/trajectory';
import { InsightsModule } from '../insights.module.js';

/** A clock that stands still until it is set. */
export class TestClock {
  constructor(private instant: string) {}

  set(instant: string): void {
    this.instant = instant;
  }

  readonly now = (): Date => new Date(this.instant);
}

export interface InsightsAppOptions {
  /** Default: noon of 15 January 2026. */
  readonly now?: string;
  /** Whether the projection runs from the start; default true. */
  readonly projecting?: boolean;
  /** Who may call what; default: open. */
  readonly access?: Gate;
  /** Folder of built pages; default: none in tests. */
  readonly pages?: string;
}

/** A running read side. */
export interface InsightsApp {
  readonly url: string;
  readonly store: EventStore;
  readonly facts: FactStore;
  readonly projection: ProjectionRunner;
  readonly clock: TestClock;
  /** Appends events; answers with the position of the last one. */
  record(events: readonly CareEvent[]): Promise<string>;
  /** Asks with GET. `body` is parsed where it is JSON. */
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends with another method; what is no text goes as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the service answered
  readonly body: any;
}

/** Starts the read side on an empty ledger. */
export async function openInsightsApp(options: InsightsAppOptions = {}): Promise<InsightsApp> {
  const { access = OPEN_ACCESS } = options;
  const clock = new TestClock(options.now ?? '2026-01-15T11:00:00.000Z');
  const store = openSqliteEventStore(':memory:', { now: () => clock.now().getTime() });
  const codec = sealedCodec(temporaryKeyVault());
  const facts = await openFactStore(':memory:', { codec });
  const projection = createProjectionRunner({ store, facts, now: () => clock.now().getTime() });
  const module = InsightsModule.forRoot({ store, facts, projection, now: clock.now, pages: options.pages });
  const app = await createHttpApp(module, { title: 'Insights', description: 'The read side', access });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  if (options.projecting ?? true) {
    await startAndCatchUp(projection);
    await get(`${url}/health/ready`, {});
  }
  return {
    url,
    store,
    facts,
    projection,
    clock,
    record: (events) => record(store, codec, events),
    get: (path, headers = {}) => get(url + path, headers),
    send: (method, path, body, headers = {}) =>
      ask(url + path, {
        method,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      }),
    async close() {
      await app.close();
      await projection.stop();
      await facts.close();
      await store.close();
    },
  };
}

/** Starts a projection and waits until it is live. */
export async function startAndCatchUp(projection: ProjectionRunner): Promise<void> {
  projection.start();
  while ((await projection.status()).state !== 'live') await new Promise((resolve) => setTimeout(resolve, 5));
}

async function record(store: EventStore, codec: Codec, events: readonly CareEvent[]): Promise<string> {
  let position = '0';
  for (const event of events) {
    const stream = codec.streamFor('trajectory', event.subject);
    const encoded = codec.encode(event, stream);
    await codec.save([stream]);
    const [appended] = await store.append(stream, [encoded], 'any');
    position = appended?.position ?? position;
  }
  return position;
}

const get = (url: string, headers: Record<string, string>): Promise<Answer> => ask(url, { headers });

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}
