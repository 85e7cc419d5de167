import type { StreamWriteResult } from '#libs/event-store';
import type { StoreWriter, WritesOfCall } from './store-writer.js';

/** Most events of a call that is committed here: the way to a thread and back costs more than it saves. */
const FEW = 64;

/**
 * Commits calls of few events in this thread, and those of many in one of its own. While a call is under way, all that come
 * take the same way, so that they are committed in their order.
 */
export class BySizeWriter implements StoreWriter {
  private way: StoreWriter;
  private underWay = 0;

  constructor(
    private readonly here: StoreWriter,
    private readonly thread: StoreWriter,
  ) {
    this.way = here;
  }

  async append(call: WritesOfCall): Promise<readonly StreamWriteResult[]> {
    if (this.underWay === 0) this.way = isFew(call) ? this.here : this.thread;
    this.underWay += 1;
    try {
      return await this.way.append(call);
    } finally {
      this.underWay -= 1;
    }
  }

  async probe(): Promise<Error | null> {
    return (await this.here.probe()) ?? (await this.thread.probe());
  }

  async close(): Promise<void> {
    await Promise.all([this.here.close(), this.thread.close()]);
  }
}

function isFew({ writes }: WritesOfCall): boolean {
  let events = 0;
  for (const { write } of writes) events += write.events.length;
  return events <= FEW;
}
