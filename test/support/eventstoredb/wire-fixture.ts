import { afterEach, beforeEach } from '@jest/globals';
import type { EventStore } from '#libs/event-store';
import { openKurrentEventStore, type KurrentEventStoreOptions } from '#libs/event-store-kurrentdb';
import { WireServer } from './wire-server.js';

/** A server of its own for every test of the file or block, and the stores that were opened on it. */
export interface WireFixture {
  readonly server: WireServer;
  /** Opens a ledger on the server; short waits, so that a test of failures takes no time. */
  open(options?: KurrentEventStoreOptions): EventStore;
}

/** Registers what makes the server before each test and removes everything after it. */
export function wireFixture(): WireFixture {
  let server: WireServer;
  let opened: EventStore[];
  beforeEach(async () => {
    server = await new WireServer().start();
    opened = [];
  });
  afterEach(async () => {
    server.faults.append = undefined;
    server.faults.read = undefined;
    await Promise.all(opened.map((store) => store.close()));
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    open(options) {
      const store = openKurrentEventStore(server.connectionString, { retryFirstMs: 5, retryLongestMs: 50, ...options });
      opened.push(store);
      return store;
    },
  };
}

/** Resolves when this holds; asks often. The test's own time limit ends it otherwise. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
