/** Options that several commands have, and how option values are checked. */
import { InvalidArgumentError, Option } from 'commander';
import { isDay } from '#libs/trajectory';
import { BSN_VAULT_VARIABLE, type DataPlace } from '../data/data-directory.js';

const DEFAULT_DATA = './data';

export const DATA_OPTION = () =>
  new Option('--data <directory>', `where the ledger is kept (default: ${DEFAULT_DATA})`);

export const STORE_OPTION = () =>
  new Option(
    '--store <store>',
    'event store, when it is not the one in the data directory: an SQLite file, or esdb://user:password@host:2113',
  ).env('CARE_LEDGER_STORE');

export const STORE_PREFIX_OPTION = () =>
  new Option('--store-prefix <prefix>', 'on a server: what the names of the streams begin with (default: care)').env(
    'CARE_LEDGER_STORE_PREFIX',
  );

export const BSN_VAULT_OPTION = () =>
  new Option('--bsn-vault <file>', 'keep the BSNs of recorded events in this file, sealed (default: none is kept)').env(
    BSN_VAULT_VARIABLE,
  );

export const URL_OPTION = () =>
  new Option('--url <address>', 'go through a running server instead of the data directory').conflicts('data');

export const JSON_OPTION = (what: string) => new Option('--json', `for machines: ${what}`);

/** The data directory in use. */
export function dataDirOf(options: { readonly data?: string }): string {
  return options.data ?? DEFAULT_DATA;
}

/** Options that say where the ledger is. */
export interface PlaceOptions {
  readonly data?: string;
  readonly store?: string;
  readonly storePrefix?: string;
  readonly bsnVault?: string;
}

/** The data directory and the event store in use. */
export function placeOf({ data, store, storePrefix, bsnVault }: PlaceOptions): DataPlace {
  return { dataDir: dataDirOf({ data }), store, storePrefix, bsnVault };
}

/** Examples below the help of a command. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${line}`)].join('\n');
}

/** @throws InvalidArgumentError unless it is a day that exists. */
export function day(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('Give a day that exists, as YYYY-MM-DD.');
}

/** @throws InvalidArgumentError unless it is a whole number from `from` to `to`. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
  };
}

/** @throws InvalidArgumentError unless it is an http or https address. */
export function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url.href.replace(/\/+$/, '');
  throw new InvalidArgumentError('Give an address such as http://127.0.0.1:3000.');
}

/** Collects `name=value` pairs of a repeated option. */
export function pair(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const place = text.indexOf('=');
  if (place < 1) throw new InvalidArgumentError('Give name=value.');
  const name = text.slice(0, place);
  if (name in before) throw new InvalidArgumentError(`${name} is given twice; give several values as a comma list.`);
  return { ...before, [name]: text.slice(place + 1) };
}
