import { setTimeout as delay } from 'node:timers/promises';
import { BEGINNING, comparePositions, type EventStore, type Head, type SubscribeOptions } from '#libs/event-store';
import type { Grower } from './grower.js';

/** How often it is looked for new events, in ms. */
const LOOK_MS = 50;

/**
 * A ledger whose events are added to its tree elsewhere: of each stretch that was added, a subscription gives the last place.
 * The events themselves are not read here, nor there as long as the store has their leaves at hand.
 */
export class Stretches implements Pick<EventStore, 'head' | 'readAll'> {
  readonly head: EventStore['head'];
  readonly readAll: EventStore['readAll'];

  constructor(
    private readonly store: Pick<EventStore, 'head' | 'readAll' | 'leavesAfter'>,
    private readonly grower: Grower,
  ) {
    this.head = () => store.head();
    this.readAll = (options) => store.readAll(options);
  }

  /**
   * Gives batches of one place each: how large a stretch is, its grower says.
   * @throws what the grower throws
   */
  async *subscribe({ after, signal }: Omit<SubscribeOptions, 'batchSize'>): AsyncGenerator<readonly Head[]> {
    let reached = after ?? BEGINNING;
    while (!signal?.aborted) {
      const head = await this.head();
      if (head === null || comparePositions(head.position, reached) <= 0) {
        await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
        continue;
      }
      const last = await this.grower.grow(await this.store.leavesAfter(reached));
      if (last === null || comparePositions(last.position, reached) <= 0) throw new Error(STANDS_STILL);
      reached = last.position;
      yield [last];
    }
  }
}

const STANDS_STILL = 'there are events that the tree does not grow by';
