/** The one way into the ledger: every event, from HTTP or a file, is checked, decided and appended here. */
import type { Codec } from '#libs/codec';
import {
  EventIdTakenError,
  EventTooLargeError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  type EventStore,
  type StoredEvent,
} from '#libs/event-store';
import type { Problem } from '#libs/http';
import { leafHashOf, toBase64 } from '#libs/integrity';
import type { BsnVault, Pseudonymiser } from '#libs/privacy';
import { dayInAmsterdam, judgeAlone, type CareEvent } from '#libs/trajectory';
import { prepare } from '../validation/prepare.js';
import { commit, type CommitResult } from './commit.js';
import { Group, type Candidate, type Verdict } from './group.js';
import { Unreadable, type Outcome, type Receipt, type Submission } from './outcome.js';
import { plainProblem, problemOfRefusals, problemOfUnreadable, problemOfViolations } from './problems.js';
import { NamedBsns } from './named-bsns.js';
import { StreamCache } from './stream-cache.js';
import type { WorkingStream } from './working-stream.js';

export interface RecorderOptions {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly pseudonymiser: Pseudonymiser;
  /** Keeps the BSNs of whom recorded events name; none or null = they are not kept. */
  readonly bsns?: BsnVault | null;
  /** The clock that decides what today is. */
  readonly now: () => Date;
}

/** Most events decided and committed together. */
const GROUP_EVENTS = 1_000;

/** How often a group is decided anew because others wrote to its streams; each time someone else got further. */
const ROUNDS = 20;

interface Waiting extends Candidate {
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Decides one group at a time, so that events of one stream never meet each other half decided; those that wait
 * meanwhile make up the next group and share its commit.
 */
export class Recorder {
  private readonly cache: StreamCache;
  private readonly queue: Waiting[] = [];
  private running = false;
  private readonly named: NamedBsns;
  private readonly pseudonymiser: Pseudonymiser;

  constructor(private readonly options: RecorderOptions) {
    this.cache = new StreamCache(options.store, options.codec);
    this.named = new NamedBsns(options.bsns ?? null);
    this.pseudonymiser = this.named.noting(options.pseudonymiser);
  }

  /**
   * Records events; each stands alone. The outcomes are in the order of the submissions, and when they are given,
   * what was recorded is on disk. While the store cannot take events, the outcome is a problem with status 503:
   * sending the same event again later is safe.
   */
  async record(submissions: readonly Submission[]): Promise<Outcome[]> {
    const today = dayInAmsterdam(this.options.now());
    const outcomes = submissions.map(({ raw, ifMatch }): Promise<Outcome> => {
      const checked = this.check(raw, today);
      return 'problem' in checked
        ? Promise.resolve({ status: 'rejected', problem: checked.problem })
        : this.decided(checked.event, ifMatch);
    });
    void this.run();
    return Promise.all(outcomes);
  }

  /** Lets go of the histories held in memory: a person was erased. */
  forget(): void {
    this.cache.forgetAll();
  }

  /** The outcome of an event that waits for its turn. */
  private decided(event: CareEvent, ifMatch: number | undefined): Promise<Outcome> {
    const eventId = this.options.codec.eventIdOf(event);
    return new Promise((settle, fail) => this.queue.push({ event, eventId, ifMatch, settle, fail }));
  }

  /** What an event shows by itself. */
  private check(raw: unknown, today: string): { event: CareEvent } | { problem: Problem } {
    if (raw instanceof Unreadable) return { problem: problemOfUnreadable(raw) };
    const prepared = prepare(raw, this.pseudonymiser);
    if (!prepared.ok) return { problem: problemOfViolations(prepared.violations) };
    const [refusal, ...more] = judgeAlone(prepared.event, today);
    return refusal ? { problem: problemOfRefusals([refusal, ...more]) } : { event: prepared.event };
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    while (this.queue.length > 0) {
      const group = this.queue.splice(0, GROUP_EVENTS);
      try {
        await this.settle(group);
      } catch (error) {
        for (const waiting of group) failed(waiting, error);
      }
    }
    this.running = false;
    this.named.clear();
  }

  private async settle(group: readonly Waiting[]): Promise<void> {
    let undecided = group;
    for (let round = 0; round < ROUNDS && undecided.length > 0; round++) undecided = await this.round(undecided);
    for (const waiting of undecided) waiting.settle({ status: 'rejected', problem: CONTENDED });
  }

  /** Decides, commits and answers; what rests on a stream that others wrote to meanwhile is given back. */
  private async round(waiting: readonly Waiting[]): Promise<Waiting[]> {
    const { store, codec, now } = this.options;
    const context = {
      store,
      codec,
      pseudonymiser: this.pseudonymiser,
      cache: this.cache,
      today: dayInAmsterdam(now()),
    };
    const verdicts = await new Group(context).decide(waiting);
    const accepted = verdicts.flatMap((verdict) => (verdict.kind === 'accepted' ? [verdict.accepted] : []));
    if (!codec.save(accepted.map(({ stream }) => stream.stream))) {
      this.cache.forgetAll();
      return [...waiting];
    }
    const again = waiting.filter((_, i) => verdicts[i]!.kind === 'stored');
    this.named.keep([...accepted, ...again].map(({ event }) => event));
    const places = await commit(store, accepted);
    this.remember(verdicts, places);
    return waiting.filter((item, i) => !this.answer(item, verdicts[i]!, places));
  }

  /** Keeps what was appended at hand, and forgets the streams where something went otherwise. */
  private remember(verdicts: readonly Verdict[], places: ReadonlyMap<unknown, CommitResult>): void {
    const touched = new Set<WorkingStream>();
    for (const verdict of verdicts) {
      if (verdict.kind !== 'accepted') continue;
      const { stream, event } = verdict.accepted;
      const place = places.get(verdict.accepted)!;
      touched.add(stream);
      if (place instanceof Error) stream.doubtful = true;
      else stream.place(event, place);
    }
    for (const stream of touched) {
      if (stream.doubtful) this.cache.forget(stream.stream);
      else this.cache.put(stream.stream, { revision: stream.revision, history: stream.history });
    }
  }

  /** Answers one submission; false when it has to be decided anew. */
  private answer(item: Waiting, verdict: Verdict, places: ReadonlyMap<unknown, CommitResult>): boolean {
    switch (verdict.kind) {
      case 'doubtful':
        return false;
      case 'stored':
        item.settle({ status: 'duplicate', receipt: receiptOf(item.event, verdict.subject, verdict.stored) });
        return true;
      case 'refused':
        if (verdict.streams.some(({ doubtful }) => doubtful)) return false;
        item.settle({ status: 'rejected', problem: verdict.problem });
        return true;
      case 'accepted':
      case 'repeats':
        return this.answerAccepted(item, verdict, places.get(verdict.accepted)!);
    }
  }

  private answerAccepted(
    item: Waiting,
    { kind, accepted }: Extract<Verdict, { kind: 'accepted' | 'repeats' }>,
    place: CommitResult,
  ): boolean {
    if (!(place instanceof Error)) {
      const status = kind === 'accepted' && !place.repeated ? 'recorded' : 'duplicate';
      const { stream, encoded } = accepted;
      const stored = { ...encoded, ...place, stream: stream.stream };
      item.settle({ status, receipt: receiptOf(item.event, stream.subject, stored) });
      return true;
    }
    if (place instanceof WrongExpectedRevisionError || place instanceof EventIdTakenError) return false;
    if (place instanceof EventTooLargeError) {
      if (place.id !== accepted.encoded.id) return false;
      item.settle({
        status: 'rejected',
        problem: plainProblem(413, 'too-large', 'The event is too large to be kept.'),
      });
      return true;
    }
    failed(item, place);
    return true;
  }
}

function receiptOf({ id, source }: CareEvent, subject: string, stored: StoredEvent): Receipt {
  const { revision, position, recordedAt } = stored;
  return { id, source, subject, revision, position, recordedAt, leafHash: toBase64(leafHashOf(stored)) };
}

/** A store that cannot take events is no fault of the program; anything else is, and is for the caller to report. */
function failed({ settle, fail }: Waiting, error: unknown): void {
  if (error instanceof StoreUnavailableError) settle({ status: 'rejected', problem: UNAVAILABLE });
  else fail(error as Error);
}

const CONTENDED = plainProblem(503, 'contended', 'Others kept writing to the same stream. Send the event again.');
const UNAVAILABLE = plainProblem(
  503,
  'unavailable',
  'The event store takes no events now. Send the event again later.',
);
