/** The one way into the ledger: every event, from HTTP or a file, is checked, decided and appended here. */
import { setImmediate } from 'node:timers/promises';
import { Sealer, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import type { Problem } from '#libs/http';
import type { BsnVault, Pseudonymiser } from '#libs/privacy';
import { dayInAmsterdam, judgeAlone, type CareEvent } from '#libs/trajectory';
import { prepare } from '../validation/prepare.js';
import { answer, contended, failed } from './answer-event.js';
import { Batch } from './batch.js';
import { Call } from './call.js';
import { Callers } from './callers.js';
import { commit } from './commit.js';
import { Group } from './group.js';
import { Unreadable, type Outcome, type Submission } from './outcome.js';
import { problemOfRefusals, problemOfUnreadable, problemOfViolations } from './problems.js';
import { NamedBsns } from './named-bsns.js';
import { StreamCache } from './stream-cache.js';
import { WaitingEvents, type Waiting } from './waiting-events.js';

export interface RecorderOptions {
  readonly store: EventStore;
  readonly codec: Codec;
  /** Seals what is appended; none = it is sealed in this thread. */
  readonly sealer?: Sealer;
  readonly pseudonymiser: Pseudonymiser;
  /** Keeps the BSNs of whom recorded events name; none or null = they are not kept. */
  readonly bsns?: BsnVault | null;
  /** The clock that decides what today is. */
  readonly now: () => Date;
  /** Whom a batch waits for; default: those who were answered a moment ago. */
  readonly callers?: Callers;
}

/** Most events appended together: with more each costs the store less, whose indexes are in random order, but others wait longer. */
const BATCH_EVENTS = 2_000;

/** Events decided in one go; then other work of the process gets its turn. */
const CHUNK_EVENTS = 250;

/** Turns of the event loop without another event after which a batch is whole. */
const IDLE_TURNS = 2;

/** How often a group is decided anew because others wrote to its streams; each time someone else got further. */
const ROUNDS = 20;

/** From this share of a group on that had to be looked at closely, all of the next are looked up at once. */
const MANY = 0.1;

/** An event that is right by itself, or what is wrong with it. */
type Checked =
  | { readonly event: CareEvent; readonly problem?: undefined }
  | { readonly event?: undefined; readonly problem: Problem };

/** A batch that is being appended. */
interface UnderWay {
  readonly batch: Batch;
  /** Never fails. */
  readonly end: Promise<Appended>;
  ended: Appended | null;
}

/** What became of a batch. */
interface Appended {
  /** What has to be decided anew. */
  readonly undecided: readonly Waiting[];
  /** Whether all that was accepted is stored as it was decided, so that others can rest on it. */
  readonly stands: boolean;
}

/**
 * Decides one batch at a time, so that events of one stream never meet each other half decided. While a batch is being
 * appended, the next is decided as if all of it stood already; it is sent only when it does, and else decided anew.
 */
export class Recorder {
  private readonly cache: StreamCache;
  private readonly queue = new WaitingEvents();
  private readonly callers: Callers;
  private running = false;
  /** Whether much of the last group was stored already, or not plain. */
  private lookUpFirst = false;
  /** Grows whenever what is known is forgotten. */
  private epoch = 0;
  private readonly named: NamedBsns;
  private readonly pseudonymiser: Pseudonymiser;
  private readonly sealer: Sealer;

  constructor(private readonly options: RecorderOptions) {
    this.cache = new StreamCache(options.store, options.codec);
    this.callers = options.callers ?? new Callers();
    this.sealer = options.sealer ?? new Sealer(null);
    this.named = new NamedBsns(options.bsns ?? null);
    this.pseudonymiser = this.named.noting(options.pseudonymiser);
  }

  /**
   * Records events; each stands alone. The outcomes are in the order of the submissions, and when they are given,
   * what was recorded is on disk. While the store cannot take events, the outcome is a problem with status 503:
   * sending the same event again later is safe.
   * @param upload whether these are a part of an upload: they are decided after the parts that were sent in before
   */
  async record(submissions: readonly Submission[], upload = false): Promise<Outcome[]> {
    const today = dayInAmsterdam(this.options.now());
    const call = new Call(submissions.length);
    const waiting: Waiting[] = [];
    submissions.forEach(({ raw, ifMatch }, place) => {
      const { event, problem } = this.check(raw, today);
      if (event) waiting.push({ event, eventId: this.options.codec.eventIdOf(event), ifMatch, call, place });
      else call.settle(place, { status: 'rejected', problem });
    });
    if (this.queue.add(waiting, upload) && waiting.length > 0) this.callers.came();
    void this.run();
    return call.outcomes;
  }

  /** Lets go of the histories held in memory: a person was erased. */
  forget(): void {
    this.epoch += 1;
    this.cache.forgetAll();
  }

  /** What an event shows by itself. */
  private check(raw: unknown, today: string): Checked {
    if (raw instanceof Unreadable) return { problem: problemOfUnreadable(raw) };
    const prepared = prepare(raw, this.pseudonymiser);
    if (!prepared.ok) return { problem: problemOfViolations(prepared.violations) };
    const [refusal, ...more] = judgeAlone(prepared.event, today);
    return refusal ? { problem: problemOfRefusals([refusal, ...more]) } : { event: prepared.event };
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    let before: UnderWay | null = null;
    while (before !== null || !this.queue.isEmpty) {
      let batch = await this.decideNext(before);
      const stands = before === null || (await this.finish(before));
      if (batch && (!stands || batch.epoch !== this.epoch)) batch = await this.decideAnew(batch);
      before = batch && this.begin(batch);
    }
    this.running = false;
    this.named.clear();
  }

  /** Decides what waits, until it is enough and the batch before has ended; null when nothing came meanwhile. */
  private async decideNext(before: UnderWay | null): Promise<Batch | null> {
    const batch = this.newBatch(before?.batch);
    let lacking = true;
    for (let idle = 0; batch.size < BATCH_EVENTS && idle < IDLE_TURNS && !batch.failure;) {
      await setImmediate(); // requests that have come in meanwhile are read first, and share the commit
      const { events, calls } = this.queue.take(CHUNK_EVENTS);
      batch.calls += calls;
      if (events.length > 0) await this.decide(batch, events, this.lookUpFirst);
      if (!before || before.ended?.stands) {
        if (batch.calls === 0) idle = events.length > 0 ? 0 : idle + 1;
        else if (lacking && this.callers.lacking)
          lacking = !this.queue.isEmpty || (await this.queue.arrival(this.callers.nextMs));
        else break;
      } else if (before.ended) break;
      else if (this.queue.isEmpty) await Promise.race([before.end, this.queue.arrival()]);
    }
    return batch.size > 0 ? batch : null;
  }

  private newBatch(before?: Batch): Batch {
    const { store, codec, now } = this.options;
    const { pseudonymiser, cache } = this;
    const context = { store, codec, pseudonymiser, cache, today: dayInAmsterdam(now()) };
    return new Batch(new Group(context, before?.group), this.epoch);
  }

  private async decide(batch: Batch, events: readonly Waiting[], lookUp: boolean): Promise<void> {
    const closely = batch.group.closely;
    await batch.decide(events, lookUp);
    this.lookUpFirst = batch.group.closely - closely > MANY * events.length;
  }

  /** Decides what was decided in vain, on what is stored now. */
  private async decideAnew(former: Batch): Promise<Batch> {
    this.forgetTouched(former);
    this.options.codec.forgetNew();
    const batch = this.newBatch();
    batch.calls = former.calls;
    for (let start = 0; start < former.size; start += CHUNK_EVENTS) {
      await this.decide(batch, former.waiting.slice(start, start + CHUNK_EVENTS), true);
      await setImmediate();
    }
    return batch.epoch === this.epoch ? batch : this.decideAnew(batch);
  }

  private begin(batch: Batch): UnderWay {
    this.callers.went(batch.calls);
    const underWay: UnderWay = { batch, end: this.append(batch).then((end) => (underWay.ended = end)), ended: null };
    return underWay;
  }

  /** Waits for the end of a batch, and sees to what must be decided anew; whether all that it accepted stands. */
  private async finish({ end }: UnderWay): Promise<boolean> {
    const { stands, undecided } = await end;
    let left = undecided;
    for (let round = 1; round < ROUNDS && left.length > 0; round++) {
      const batch = this.newBatch();
      await this.decide(batch, left, true);
      left = (await this.append(batch)).undecided;
    }
    left.forEach(contended);
    return stands;
  }

  /** Appends and answers what was decided; never fails. What rests on a stream that others wrote to meanwhile is given back. */
  private async append(batch: Batch): Promise<Appended> {
    try {
      if (batch.failure) {
        this.options.codec.forgetNew();
        throw batch.failure;
      }
      const accepted = batch.accepted();
      const streams = new Set(accepted.map(({ stream }) => stream.stream));
      const [saved, sealed] = await Promise.all([
        this.options.codec.save(streams),
        this.sealer.seal(accepted.map(({ draft }) => draft)),
      ]);
      // Sealing may have taken longer than saving: an event under a key that is gone by now could never be read.
      if (!saved || !this.options.codec.holds(streams)) {
        this.cache.forgetAll();
        return { undecided: batch.waiting, stands: false };
      }
      accepted.forEach((item, i) => (item.encoded = sealed[i]!));
      const again = batch.waiting.filter((_, i) => batch.verdicts[i]!.kind === 'stored');
      this.named.keep([...accepted, ...again].map(({ event }) => event));
      await commit(this.options.store, accepted);
      for (const { stream, place } of accepted) if (place instanceof Error) stream.doubtful = true;
      this.remember(batch.group);
      this.callers.answered(batch.calls);
      const undecided = batch.waiting.filter((item, i) => !answer(item, batch.verdicts[i]!));
      return { undecided, stands: undecided.length === 0 && !accepted.some(({ place }) => place instanceof Error) };
    } catch (error) {
      this.forgetTouched(batch);
      this.callers.answered(batch.calls);
      for (const waiting of batch.waiting) failed(waiting, error);
      return { undecided: [], stands: false };
    }
  }

  /** Keeps what was appended at hand, and forgets the streams where something went otherwise. */
  private remember(group: Group): void {
    for (const { stream, known, doubtful } of group.touched()) {
      if (doubtful) this.cache.forget(stream);
      else this.cache.put(stream, known);
    }
  }

  private forgetTouched({ group }: Batch): void {
    for (const { stream } of group.touched()) this.cache.forget(stream);
  }
}
