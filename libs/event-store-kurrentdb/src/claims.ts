import { randomUUID } from 'node:crypto';
import { StoreUnavailableError, type NewEvent } from '#libs/event-store';
import { delay } from './delay.js';
import type { Names } from './names.js';
import type { WireEvent } from './records.js';
import type { Remote } from './remote.js';

/** Where a write would put an event. */
export interface Place {
  /** The stream, by its name in the ledger. */
  readonly stream: string;
  /** Revision of the write's first event. */
  readonly base: number;
  /** Revision of this event. */
  readonly revision: number;
}

/** A place that was claimed, and by which store object; claims of earlier versions do not say. */
interface Claim extends Place {
  readonly by?: string;
}

/**
 * `free`: this store's own claim is the newest, so it may append the event. `shared`: so it is of another that claimed the
 * very same place, and may have appended the event by then. `stands`: the event is there already.
 */
export type Claimed =
  { readonly is: 'free' } | { readonly is: 'shared' } | { readonly is: 'stands'; readonly event: WireEvent };

/** `stands`: the event is there. `dead`: it is not and cannot come any more. `open`: an append may yet put it there. */
type Standing =
  { readonly is: 'stands'; readonly event: WireEvent } | { readonly is: 'dead' } | { readonly is: 'open' };

/** Type of the events in a stream of claims. */
const CLAIM_TYPE = 'event-id-claimed';

/** How often an append that another one stands in the way of looks again, and the pause before the first look, in ms. */
const LOOKS = 12;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 400;

/**
 * Keeps event ids unique across streams, and finds events by id.
 *
 * EventStoreDB checks an expected revision within one stream and can neither find an event by its id nor write to two
 * streams in one transaction. So every id has a small stream of its own. Before an event is appended, a claim goes into
 * its id's stream, which says where the event will stand: stream, revision, and first revision of the write it is part
 * of (`base`). The write itself then goes out with exactly `base - 1` as expected revision. Three rules make that safe:
 *
 * 1. A claim is only written when its stream is known to have reached `base - 1`. Appends that could succeed far in the
 *    future do not exist, so a claim is open only while its stream stands at exactly `base - 1`. From the moment the
 *    stream is longer, the event either stands at the claimed place or never will.
 * 2. Claims of one id are written at an exact revision of its stream, so each is made in the knowledge of all before
 *    it, and only when those are dead; or when the open one is of the same stream with the same base, because then the
 *    two writes expect the same revision, and the server lets one of them pass.
 * 3. Only who finds its own place in the newest claim writes the event.
 *
 * Hence of one id at most one event is ever stored, whoever races, and every event that is stored can be found: a
 * lookup reads the id's claims (nearly always one) and looks whether the event stands at the place.
 *
 * A crash between claim and event leaves a claim without event. The id is then not taken: lookups leave it out, the same
 * append again finds its own claim and goes on, and any append to the same stream is free to make another. Only an
 * append of that id to *another* stream has to wait, until the first stream gets an event or the first append is sent
 * again, because until then the lost append may still be on its way to the server. No clock decides about that: a
 * server does not reliably refuse an append that arrives after its deadline. That append ends with a retryable
 * StoreUnavailableError. In the ledger it can only be one id (source, id) used for two different subjects.
 *
 * An index made afterwards (by a subscription, or a system projection) would find events too, but could not keep two
 * writers from storing one id in two streams at once.
 *
 * The cost is one small event per event and one more round trip per append, all claims of a write going out together.
 */
export class Claims {
  /** Tells this store's claims from those of others. */
  private readonly by = randomUUID();

  constructor(
    private readonly remote: Remote,
    private readonly names: Names,
  ) {}

  /** The event with this id, or null when none stands. */
  async find(id: string): Promise<WireEvent | null> {
    for (const place of await this.placesOf(id)) {
      const event = await this.eventAt(id, place);
      if (event) return event;
    }
    return null;
  }

  /**
   * Claims a place for an event.
   * @throws StoreUnavailableError while an append of the same id to another stream is undecided.
   */
  async claim(id: string, place: Place): Promise<Claimed> {
    // The first look is taken by trying: nearly every id is new.
    if (await this.write(id, place, 0)) return { is: 'free' };
    for (let look = 0; look < LOOKS; look += 1) {
      const places = await this.placesOf(id);
      const newest = places.at(-1);
      // Whoever made this claim has looked at those before it; if the event stands already, appending it is a repeat.
      if (newest && isSame(newest, place)) return { is: newest.by === this.by ? 'free' : 'shared' };
      const standing = await this.judge(id, places, place);
      if (standing.is === 'stands') return standing;
      // No place read yet: the claim that was in the way is stored, but not to be read so soon.
      if (newest && standing.is === 'dead' && (await this.write(id, place, places.length))) return { is: 'free' };
      await delay(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** look));
    }
    throw new StoreUnavailableError(
      'An append of the same event id to another stream was cut off and is undecided. Send that one again, or this one later.',
      true,
    );
  }

  /** What earlier claims together mean for one who wants a place: one that stands, one in the way, or none of both. */
  private async judge(id: string, earlier: readonly Place[], wanted: Place): Promise<Standing> {
    let open = false;
    for (const place of earlier) {
      const standing = await this.standingOf(id, place);
      if (standing.is === 'stands') return standing;
      open ||= standing.is === 'open' && !(place.stream === wanted.stream && place.base === wanted.base);
    }
    return { is: open ? 'open' : 'dead' };
  }

  private async standingOf(id: string, place: Place): Promise<Standing> {
    const event = await this.eventAt(id, place);
    if (event) return { is: 'stands', event };
    const passed = await this.remote.eventAt(this.names.ofStream(place.stream), place.base);
    if (!passed) return { is: 'open' };
    // The write may have come between the two looks.
    const after = await this.eventAt(id, place);
    return after ? { is: 'stands', event: after } : { is: 'dead' };
  }

  private async eventAt(id: string, place: Place): Promise<WireEvent | null> {
    const event = await this.remote.eventAt(this.names.ofStream(place.stream), place.revision);
    return event?.id === id ? event : null;
  }

  private async placesOf(id: string): Promise<Claim[]> {
    const name = this.names.ofClaims(id);
    const places: Claim[] = [];
    for (;;) {
      const { events, complete } = await this.remote.pageOfStream({ name, from: places.length, count: 100 });
      places.push(...events.map(({ data }) => JSON.parse(Buffer.from(data).toString('utf8')) as Claim));
      if (complete) return places;
    }
  }

  /** Whether the claim is stored; false when the stream of claims is longer than thought. */
  private async write(id: string, place: Place, known: number): Promise<boolean> {
    const name = this.names.ofClaims(id);
    // The id is a new one each time: a server may leave a repeated append unanswered while the first is under way.
    const outcome = await this.remote.append(name, known === 0 ? null : known - 1, [
      claimEvent({ ...place, by: this.by }),
    ]);
    if (outcome.kind === 'unknown') throw outcome.error;
    return outcome.kind === 'stored';
  }
}

function claimEvent({ stream, base, revision, by }: Claim): NewEvent {
  const data = Buffer.from(JSON.stringify({ stream, base, revision, by }), 'utf8');
  return { id: randomUUID(), type: CLAIM_TYPE, data, metadata: new Uint8Array() };
}

function isSame(a: Place, b: Place): boolean {
  return a.stream === b.stream && a.base === b.base && a.revision === b.revision;
}
