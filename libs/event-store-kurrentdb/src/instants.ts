import { positionOrder, type Position } from '#libs/event-store';

/** From this position on nothing was recorded before this instant (ms since 1970), whatever the server's clock said. */
interface Floor {
  readonly from: bigint;
  readonly ms: number;
}

/** An event's place and the server's clock when it wrote it. */
type Written = { readonly position: Position; readonly created: number };

/** Positions whose instant is kept at hand. */
const REMEMBERED = 100;

/**
 * Instants that never go back with growing positions. A server stamps events with its own clock, which may be set back, and
 * another leader has another one. An event stamped earlier than one before it is given the latter's instant; that, and
 * from where on, is kept as a floor, so that every later reading of the event in this process says the same.
 *
 * What a process has not read it cannot know: two processes may differ about an event by as much as the clock was set
 * back, when one of them reads only that event's stream and the other has read on from before it.
 */
export class Instants {
  private readonly floors: Floor[] = [];
  private readonly remembered = new Map<Position, number>();
  private newest: { readonly order: bigint; readonly ms: number } = { order: -1n, ms: -Infinity };

  /** The instant of an event that is read by itself, in ms. */
  of({ position, created }: Written): number {
    if (this.floors.length === 0) return created;
    const order = positionOrder(position);
    return this.floors.reduce((ms, floor) => (floor.from <= order && floor.ms > ms ? floor.ms : ms), created);
  }

  /** The same for an event that was just appended, or is the newest one; it is measured against those before it. */
  ofNewest(event: Written): number {
    const order = positionOrder(event.position);
    const ms = this.of(event);
    if (order <= this.newest.order) return ms;
    const raised = this.raised(order, ms, this.newest.ms);
    this.newest = { order, ms: raised };
    return raised;
  }

  /**
   * Begins to read events one after the other.
   * @param after position they come after; the latest instant up to there may be known.
   */
  sequence(after?: Position): Sequence {
    let latest = (after !== undefined && this.remembered.get(after)) || -Infinity;
    const next = (event: Written): number => {
      latest = this.raised(positionOrder(event.position), this.of(event), latest);
      return latest;
    };
    return { next, isKnown: latest !== -Infinity };
  }

  /** Keeps the instant of the last event of a batch: whoever goes on from there needs to look nothing up. */
  remember(position: Position, ms: number): void {
    this.remembered.set(position, ms);
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= REMEMBERED) break;
      this.remembered.delete(oldest);
    }
  }

  private raised(order: bigint, ms: number, latest: number): number {
    if (ms >= latest) return ms;
    this.floors.push({ from: order, ms: latest });
    return latest;
  }
}

/** Events read one after the other. */
export interface Sequence {
  /** The instant of the next event, in ms. */
  readonly next: (event: Written) => number;
  /** Whether the instant before the first event was at hand. */
  readonly isKnown: boolean;
}

/** RFC 3339 in UTC with milliseconds. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}
