/**
 * The ledger as a service of its own. Settings come from the environment:
 * `PORT` (3000), `HOST` (127.0.0.1), `CARE_LEDGER_DATA` (./data), `CARE_LEDGER_KEYS` (the key vault, default
 * `keys.sqlite` there), `CARE_LEDGER_MASTER_KEY` (32 bytes that lock it; default: `master.key` beside the vault) and
 * `CARE_LEDGER_PSEUDONYM_KEY` (at least 32 bytes in base64 or hex). No key is made: a lost one cannot be made again. It has no authentication, so it binds
 * to loopback only.
 */
import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OPEN_ACCESS } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { createHttpApp } from '#libs/http';
import { openKeyVault, readMasterKey } from '#libs/key-vault';
import { createPseudonymiser, readPseudonymKey } from '#libs/privacy';
import { LedgerModule } from './ledger.module.js';

const { PORT = '3000', HOST = '127.0.0.1', CARE_LEDGER_DATA = './data', CARE_LEDGER_PSEUDONYM_KEY } = process.env;
const key = readPseudonymKey(CARE_LEDGER_PSEUDONYM_KEY ?? '');
if (!key) {
  throw new Error('Set CARE_LEDGER_PSEUDONYM_KEY to at least 32 random bytes in base64 (openssl rand -base64 32).');
}
if (!['127.0.0.1', '::1', 'localhost'].includes(HOST)) {
  throw new Error('Set HOST to 127.0.0.1: whoever can reach the service can use it, as it has no authentication.');
}
mkdirSync(CARE_LEDGER_DATA, { recursive: true, mode: 0o700 });
const pseudonymiser = createPseudonymiser(key);
const keysFile = process.env['CARE_LEDGER_KEYS'] || join(CARE_LEDGER_DATA, 'keys.sqlite');
const vault = openKeyVault(keysFile, readMasterKey(process.env, keysFile));
if (!vault.holdsKey('pseudonym', key)) {
  throw new Error('CARE_LEDGER_PSEUDONYM_KEY is not the key that this ledger was begun with: set it to that one.');
}
const store = openSqliteEventStore(join(CARE_LEDGER_DATA, 'events.sqlite'));
const rejectionsPath = join(CARE_LEDGER_DATA, 'rejections.sqlite');
const app = await createHttpApp(
  LedgerModule.forRoot({ store, codec: sealedCodec(vault), pseudonymiser, rejectionsPath }),
  {
    title: 'Care Ledger: events',
    description: 'Events of care trajectories in Dutch youth care: recorded once, kept for ever, read back in order.',
    access: OPEN_ACCESS,
    log: true,
  },
);
await app.listen(Number(PORT), HOST);

/** Lets requests finish, then closes the store; the process ends when nothing is left to do. */
async function stop(): Promise<void> {
  await app.close();
  await store.close();
  vault.close();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
