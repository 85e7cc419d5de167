/** A ledger on a port of its own, in memory, for tests. */
import { Module } from '@nestjs/common';
import { OPEN_ACCESS } from '#libs/access';
import { sealedCodec, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { createHttpApp, type Gate } from '#libs/http';
import { signingKeyOf, type VerifierKey } from '#libs/integrity';
import { temporaryKeyVault } from '#libs/key-vault';
import { Evidence, openTree } from '#libs/ledger-tree';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { LedgerModule } from '../ledger.module.js';
import { pseudonymiser } from './samples.js';

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers freely
  readonly body: any;
}

export interface LedgerApp {
  readonly url: string;
  readonly store: EventStore;
  readonly codec: Codec;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, type?: string, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

@Module({})
class TestModule {}

/** The key that its checkpoints are signed with. */
export const LEDGER_KEY = signingKeyOf('ledger.example/test', Buffer.alloc(32, 1));

/** Starts one; today is 2024-12-31 in it. */
export async function startLedger(
  store: EventStore = openSqliteEventStore(':memory:'),
  access: Gate = OPEN_ACCESS,
  witnesses: readonly VerifierKey[] = [],
): Promise<LedgerApp> {
  const vault = temporaryKeyVault();
  const codec = sealedCodec(vault);
  const now = () => new Date('2024-12-31T12:00:00Z');
  const evidence = new Evidence({ store, tree: openTree(':memory:'), key: LEDGER_KEY, witnesses });
  const root = {
    module: TestModule,
    imports: [
      LedgerModule.forRoot({ store, codec, vault, pseudonymiser, rejectionsPath: ':memory:', now }),
      EvidenceModule.forRoot(evidence),
    ],
  };
  const app = await createHttpApp(root, { title: 'Ledger', description: 'The write side.', access });
  await app.listen(0, '127.0.0.1');
  evidence.start();
  const url = (await app.getUrl()).replace(/\/$/, '');
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
    };
  };
  return {
    url,
    store,
    codec,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, type = 'application/cloudevents+json', headers = {}) =>
      send(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': type, ...headers },
      }),
    close: async () => {
      await app.close();
      await evidence.stop();
      await store.close();
    },
  };
}
