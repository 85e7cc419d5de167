/** The thread that adds events to a tree. */
import type { EventStore, Head, LeafRun } from '#libs/event-store';
import { openStore } from '#libs/store-choice';
import { answerRequests } from '#libs/thread';
import { openTree, type TreeStore } from '../tree-store.js';
import { addNext, type GrowthPlace, type GrowthRequest } from './grower.js';

class Work {
  private opened: { readonly store: EventStore; readonly tree: TreeStore } | null = null;

  constructor(private readonly place: GrowthPlace) {}

  async grow(run: LeafRun | null): Promise<Head | null> {
    const { store, tree } = (this.opened ??= await this.open());
    return run && tree.appendRun(run) ? tree.progress().head : addNext(store, tree);
  }

  async close(): Promise<null> {
    this.opened?.tree.close();
    await this.opened?.store.close();
    return null;
  }

  private async open() {
    const store = await openStore(this.place.events);
    try {
      return { store, tree: openTree(this.place.tree) };
    } catch (error) {
      await store.close();
      throw error;
    }
  }
}

answerRequests((place: GrowthPlace) => {
  const work = new Work(place);
  return async (request: GrowthRequest) => ({
    answer: request === 'close' ? await work.close() : await work.grow(request === 'grow' ? null : request),
  });
});
