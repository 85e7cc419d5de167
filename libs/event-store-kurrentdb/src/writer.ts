import {
  EventIdTakenError,
  EventTooLargeError,
  Fallen,
  sizeOf,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  type NewEvent,
  type StoredEvent,
  type StreamWrite,
  type StreamWriteResult,
} from '#libs/event-store';
import type { ExactRevision } from './appends.js';
import { Claims } from './claims.js';
import { delay } from './delay.js';
import { firstResult, holds, repeatedId } from './expectation.js';
import type { LedgerReader } from './ledger-reader.js';
import { Places, VISIBLE_MS, type Prepared } from './places.js';
import { SeenRevisions } from './revisions.js';

/** How often a write in a mode that names no revision is tried anew because others wrote to its stream. */
const ATTEMPTS = 100;

/** The server has a write. */
const STORED = { kind: 'stored' } as const;

type Outcome = typeof STORED | StreamWriteResult;

/**
 * Appends one write: finds the exact revision to expect, claims the ids (`claims.ts` says why), sends the write, and
 * reads back where it came to stand. When the server refuses it, or its answer is lost, the stored ids decide whether it
 * is a repeat before anything is said to have failed. Names and results are the port's; a fault is a result, too.
 */
export class Writer {
  private readonly claims: Claims;
  private readonly seen = new SeenRevisions();
  private readonly places: Places;

  constructor(private readonly reader: LedgerReader) {
    this.claims = new Claims(reader.remote, reader.names);
    this.places = new Places(reader);
  }

  /** Prepares, sends, and tries again while only others' writes are in the way. */
  async append(write: StreamWrite): Promise<StreamWriteResult> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const prepared = await this.prepare(write);
      const result = isPrepared(prepared) ? (await this.send([prepared]))[0] : prepared;
      if (result) return result;
      await delay(Math.random() * Math.min(100, 2 + attempt * 2));
    }
    return failed(new StoreUnavailableError('Others kept writing to the same stream.', true));
  }

  /**
   * Everything before the write itself: what is needed to send it, or its result when there is nothing to send; null when
   * its stream changed meanwhile and it has to be prepared anew.
   */
  prepare(write: StreamWrite): Promise<Prepared | StreamWriteResult | null> {
    return guarded(async () => {
      const { events, stream } = write;
      const base = repeatedId(write) === null ? await this.baseOf(write) : null;
      if (base !== null) {
        const places = events.map((_, n) => ({ stream, base, revision: base + n }));
        const claimed = await Promise.all(events.map(({ id }, n) => this.claims.claim(id, places[n]!)));
        if (claimed.every(({ is }) => is !== 'stands')) {
          return { write, base, shared: events.flatMap(({ id }, n) => (claimed[n]!.is === 'shared' ? [id] : [])) };
        }
      }
      return this.conclude(write);
    });
  }

  /**
   * Sends prepared writes to different streams, in their order; null for one that has to be prepared anew because others
   * wrote to its stream.
   */
  async send(prepared: readonly Prepared[]): Promise<(StreamWriteResult | null)[]> {
    const outcomes = await Promise.all(prepared.map((one) => guarded(() => this.transmit(one))));
    return this.resultsOf(prepared, outcomes);
  }

  /**
   * Sends writes each only when the one before it is stored, and none after one that is not: the order in which a server
   * stores what was sent together is sure only while nothing fails.
   */
  async sendInTurn(
    prepared: readonly (Prepared | StreamWriteResult | null)[],
    writes: readonly StreamWrite[],
  ): Promise<StreamWriteResult[]> {
    const fallen = new Fallen({ stopAtFailure: true });
    const outcomes: (Outcome | null)[] = [];
    for (const [n, one] of prepared.entries()) {
      const error = fallen.before(writes[n]!.stream);
      let outcome: Outcome | null;
      if (error) outcome = failed(error);
      else outcome = isPrepared(one) ? await guarded(() => this.transmit(one)) : one;
      if (outcome === null) outcome = await this.append(writes[n]!);
      if (!isStored(outcome) && !outcome.ok) fallen.note(writes[n]!.stream, outcome.error);
      outcomes.push(outcome);
    }
    const sent = prepared.flatMap((one, n) => (isPrepared(one) && isStored(outcomes[n]!) ? [one] : []));
    const results = await this.resultsOf(
      sent,
      sent.map(() => STORED),
    );
    return outcomes.map((outcome) =>
      isStored(outcome)
        ? (results.shift() ?? failed(new StoreUnavailableError('An append is undecided.', true)))
        : outcome!,
    );
  }

  /** Where what was stored came to stand, beside the results that are known. */
  private async resultsOf(
    prepared: readonly Prepared[],
    outcomes: readonly (Outcome | null)[],
  ): Promise<(StreamWriteResult | null)[]> {
    const stored = prepared.filter((_, n) => isStored(outcomes[n]!));
    const places = await guarded(() => this.places.of(stored));
    for (const { write, base } of stored) this.seen.note(write.stream, base + write.events.length - 1);
    return Promise.all(
      outcomes.map(async (outcome, n) => {
        if (!isStored(outcome)) return outcome;
        if (!(places instanceof Map)) return places;
        const events = places.get(prepared[n]!) ?? null;
        const { shared, write } = prepared[n]!;
        if (!events) return guarded(() => this.conclude(write));
        return { ok: true, events, ...(shared.length > 0 && { repeated: shared }) };
      }),
    );
  }

  private async transmit({ write, base }: Prepared): Promise<typeof STORED | StreamWriteResult | null> {
    const { stream, events } = write;
    const { names, remote } = this.reader;
    const outcome = await remote.append(names.ofStream(stream), base === 0 ? null : base - 1, events);
    switch (outcome.kind) {
      case 'stored':
        return STORED;
      case 'conflict':
        return this.conclude(write, outcome.actual);
      case 'too-large':
        return failed(tooLarge(events, outcome.limit));
      case 'unknown':
        return this.settle(write, outcome.error);
    }
  }

  /** Events by id, by the names of the ledger; null where none stands. */
  find(ids: readonly string[]): Promise<(StoredEvent | null)[]> {
    return Promise.all(
      ids.map(async (id) => {
        const event = await this.claims.find(id);
        return event && this.reader.single(event);
      }),
    );
  }

  async revisionOf(stream: string): Promise<ExactRevision> {
    const revision = await this.reader.remote.revisionOf(this.reader.names.ofStream(stream));
    this.seen.note(stream, revision);
    return revision;
  }

  /**
   * The revision that the write's first event would get, or null when the stream is not as expected. A claim may only be
   * made for a revision that the stream has been seen to reach, so without having seen it, one looks.
   */
  private async baseOf({ stream, expectedRevision }: StreamWrite): Promise<number | null> {
    const seen = this.seen.atLeast(stream);
    if (expectedRevision === 'must-not-exist') return seen === -1 ? 0 : null;
    if (typeof expectedRevision === 'number' && seen >= expectedRevision) {
      return seen === expectedRevision ? seen + 1 : null;
    }
    const actual = await this.revisionOf(stream);
    return holds(expectedRevision, actual) ? (actual ?? -1) + 1 : null;
  }

  /**
   * The result of a write that cannot be stored as it was prepared: that of the first append when it repeats one, or why
   * it is refused; null when nothing stands against it (any more).
   * @param conflict the revision that the server refused it at.
   */
  private async conclude(write: StreamWrite, conflict?: ExactRevision): Promise<StreamWriteResult | null> {
    const { stream, events, expectedRevision } = write;
    const actual = await this.visibleRevision(stream, conflict ?? null);
    const found = await this.find(events.map(({ id }) => id));
    const first = firstResult(write, found);
    if (first) return { ok: true, events: first, repeated: first.map(({ id }) => id) };
    if (!holds(expectedRevision, actual)) {
      return failed(new WrongExpectedRevisionError(stream, expectedRevision, actual));
    }
    const taken = found.find((event) => event !== null)?.id ?? repeatedId(write);
    return taken === null ? null : failed(new EventIdTakenError(taken));
  }

  /** The stream's revision, once what the server said is there can be read. */
  private async visibleRevision(stream: string, known: ExactRevision): Promise<ExactRevision> {
    const end = performance.now() + VISIBLE_MS;
    for (;;) {
      const actual = await this.revisionOf(stream);
      if ((actual ?? -1) >= (known ?? -1) || performance.now() > end) return actual;
      await delay(10);
    }
  }

  /** A write whose answer did not come: it is stored when its events are there. */
  private async settle(write: StreamWrite, error: Error): Promise<StreamWriteResult> {
    const found = await this.find(write.events.map(({ id }) => id)).catch(() => []);
    const first = firstResult(write, found);
    return first ? { ok: true, events: first } : failed(error);
  }
}

export function isPrepared(one: Prepared | StreamWriteResult | null): one is Prepared {
  return one !== null && 'base' in one;
}

function isStored(outcome: Outcome | null): outcome is typeof STORED {
  return outcome === STORED;
}

function failed(error: Error): { readonly ok: false; readonly error: Error } {
  return { ok: false, error };
}

function tooLarge(events: readonly NewEvent[], limit: number): EventTooLargeError {
  const sizes = events.map((event) => ({ id: event.id, bytes: sizeOf(event) }));
  const largest = sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  return new EventTooLargeError(largest.id, largest.bytes, limit);
}

async function guarded<T>(work: () => Promise<T>): Promise<T | { readonly ok: false; readonly error: Error }> {
  try {
    return await work();
  } catch (error) {
    return failed(error as Error);
  }
}
