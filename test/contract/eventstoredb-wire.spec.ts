import { openKurrentEventStore } from '#libs/event-store-kurrentdb';
import { WireServer } from '../support/eventstoredb/index.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('EventStoreDB, test server', async () => {
  const server = await new WireServer().start();
  const open = () => openKurrentEventStore(server.connectionString);
  const opened = [open()];
  return {
    store: opened[0]!,
    another: async () => {
      const other = open();
      opened.push(other);
      return other;
    },
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await server.stop();
    },
  };
});
