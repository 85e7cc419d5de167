import { sizeOf, type EventStore, type Head, type LeafRun, type StoredEvent } from '#libs/event-store';
import type { StoreChoice } from '#libs/store-choice';
import { builtModule, Thread } from '#libs/thread';
import { IN_MEMORY } from '../database.js';
import type { TreeStore } from '../tree-store.js';

/** Adds the next events of a ledger to its tree. */
export interface Grower {
  /**
   * Adds some of those that it lacks; gives the place of the last leaf, null as long as there is none.
   * @param run leaves of such as come next, where they are at hand: those events need not be read
   */
  grow(run?: LeafRun | null): Promise<Head | null>;
  close(): Promise<void>;
}

/** What the thread is started with: the file of the tree, and the ledger. */
export interface GrowthPlace {
  readonly tree: string;
  readonly events: StoreChoice;
}

/** What the thread is asked: to add the next events, which it reads or is given the leaves of, or to let go of its files. */
export type GrowthRequest = 'grow' | 'close' | LeafRun;

/** Most events that are added in one go, meanwhile no checkpoint can be signed; and bytes, which are in memory. */
const MOST = 2_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** The thread that adds; none where sources are run as they are. */
const THREAD = builtModule('./grower-thread.js', import.meta.url);

/**
 * Adds the next events; gives the place of the last leaf, null as long as there is none.
 * @param most how many, at most
 * @param mostBytes no further event is added to so many bytes
 */
export async function addNext(
  store: Pick<EventStore, 'readAll'>,
  tree: TreeStore,
  most = MOST,
  mostBytes = MOST_BYTES,
): Promise<Head | null> {
  const events: StoredEvent[] = [];
  const after = tree.progress().head?.position;
  let bytes = 0;
  for await (const event of store.readAll({ after, limit: most })) {
    events.push(event);
    bytes += sizeOf(event);
    if (bytes >= mostBytes) break;
  }
  if (events.length > 0) tree.append(events);
  return tree.progress().head;
}

/**
 * What adds events in a thread of its own, with connections of its own; null where no thread can open the ledger: in memory, or
 * on a server.
 * @param module the module of the thread; null = there is none
 */
export function growerFor(tree: string, events: StoreChoice, module: URL | null = THREAD): Grower | null {
  const apart = module !== null && tree !== IN_MEMORY && events.kind === 'sqlite' && events.path !== IN_MEMORY;
  return apart ? new GrowingThread(module, { tree, events }) : null;
}

class GrowingThread implements Grower {
  private readonly thread: Thread<GrowthRequest, Head | null>;

  constructor(module: URL, data: GrowthPlace) {
    this.thread = new Thread({ module, data });
  }

  grow(run: LeafRun | null = null): Promise<Head | null> {
    return this.thread.ask(run ?? 'grow');
  }

  async close(): Promise<void> {
    if (this.thread.isRunning) await this.thread.ask('close').catch(() => undefined); // what it lacks is added after the next start
    await this.thread.end();
  }
}
