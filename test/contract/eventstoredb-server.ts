import type { EventStore } from '#libs/event-store';
import type { KurrentEventStoreOptions } from '#libs/event-store-kurrentdb';
import type { StoreFactory } from './event-store.contract.js';

/** Ledgers, each empty, on a server that may hold anything: every one has a stream prefix that begins with the run's. */
export function onServer(run: string, open: (options: KurrentEventStoreOptions) => EventStore): StoreFactory {
  let count = 0;
  return async () => {
    count += 1;
    const streamPrefix = `${run}.${count}`;
    const opened: EventStore[] = [];
    const another = async () => {
      const store = open({ streamPrefix });
      opened.push(store);
      return store;
    };
    return {
      store: await another(),
      another,
      dispose: async () => {
        await Promise.all(opened.map((store) => store.close()));
      },
    };
  };
}
