import { IsOptional } from 'class-validator';
import { MASTER_KEY_BYTES } from '#libs/key-vault';
import { readPseudonymKey } from '#libs/privacy';
import { Address, digits, EventStoreChoice, KeyBytes, Path, StreamPrefix, WholeNumber } from './checks.js';
import { Setting } from './setting.js';

/** Where a service listens, and the event store it works on: the same for every service. */
export abstract class ServiceSettings {
  @Setting({ variable: 'HOST', what: 'Address to listen on.', default: '127.0.0.1' })
  @Address()
  readonly host!: string;

  @Setting({
    variable: 'CARE_LEDGER_DATA',
    what: 'Directory of what the service keeps itself; no other process of the same kind may use it.',
    default: './data',
  })
  @Path()
  readonly dataDir!: string;

  @Setting({
    variable: 'CARE_LEDGER_STORE',
    what:
      'Event store: an SQLite file (or the directory it is in), or a connection string such as ' +
      '`esdb://user:password@host:2113`, for a cluster `esdb+discover://`. Without it: `events.sqlite` in the data directory.',
    optional: true,
    secret: true,
  })
  @IsOptional()
  @EventStoreChoice()
  readonly store?: string;

  @Setting({
    variable: 'CARE_LEDGER_STORE_PREFIX',
    what: 'On a server: what the names of the streams begin with, so that several ledgers can share it.',
    default: 'care',
  })
  @StreamPrefix()
  readonly storePrefix!: string;

  @Setting({
    variable: 'CARE_LEDGER_STORE_MAX_APPEND',
    what: 'On a server: its MaxAppendSize in bytes, where it is not 1 MiB.',
    optional: true,
    read: digits,
  })
  @IsOptional()
  @WholeNumber(65_536, 16_777_216, '1048576')
  readonly storeMaxAppend?: number;

  @Setting({
    variable: 'CARE_LEDGER_KEYS',
    what: 'Key vault: the file of the keys that events are sealed with; the same one for every service. Without it: `keys.sqlite` in the data directory.',
    optional: true,
  })
  @IsOptional()
  @Path()
  readonly keysFile?: string;

  @Setting({
    variable: 'CARE_LEDGER_MASTER_KEY',
    what: `Secret that locks the key vault: ${MASTER_KEY_BYTES} random bytes in base64 or hex. Without it: \`master.key\` beside the vault.`,
    optional: true,
    secret: true,
    read: (text) => readPseudonymKey(text) ?? new Uint8Array(),
  })
  @IsOptional()
  @KeyBytes(MASTER_KEY_BYTES, MASTER_KEY_BYTES)
  readonly masterKey?: Uint8Array;
}
