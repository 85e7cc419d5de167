/**
 * What every event store adapter must do. A spec runs it with a factory that makes an empty store for each test:
 *
 *     eventStoreContract('SQLite file', async () => ({ store, another, dispose }));
 */
import { afterEach, beforeEach, describe } from '@jest/globals';
import { appendingContract } from './suite/appending.js';
import { copyingContract, repeatingContract } from './suite/copying.js';
import { readingContract } from './suite/reading.js';
import { retryingContract } from './suite/retrying.js';
import { closingContract, sharingContract } from './suite/sharing.js';
import { subscribingContract } from './suite/subscribing.js';
import type { StoreFactory, StoreUnderTest } from './suite/support.js';

export type { StoreFactory, StoreUnderTest } from './suite/support.js';

/** What an adapter cannot do as well as others, if anything. */
export interface ContractOptions {
  /** Whether the factory gives `another`; default true. */
  readonly shared?: boolean;
  /** Size of a large event in bytes; default 1 MiB. */
  readonly largeEventBytes?: number;
}

/** Registers the suite under a name. */
export function eventStoreContract(name: string, factory: StoreFactory, options: ContractOptions = {}): void {
  describe(`event store contract: ${name}`, () => {
    let running: StoreUnderTest;
    beforeEach(async () => {
      running = await factory();
    });
    afterEach(() => running.dispose());
    const current = () => running;

    describe('appending', () => appendingContract(current));
    describe('retrying', () => retryingContract(current));
    describe('reading', () => readingContract(current, options.largeEventBytes ?? 1024 * 1024));
    describe('subscribing', () => subscribingContract(current));
    describe('copying', () => copyingContract(current));
    describe('repeating', () => repeatingContract(current));
    describe('closing', () => closingContract(current));
    if (options.shared ?? true) describe('sharing', () => sharingContract(current));
  });
}
