/** The one way into the ledger: every event, from HTTP or a file, is checked, decided and appended here. */
import { setImmediate } from 'node:timers/promises';
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
import { Call } from './call.js';
import { commit } from './commit.js';
import { Group, type Candidate, type Verdict } from './group.js';
import { Unreadable, type Outcome, type Receipt, type Submission } from './outcome.js';
import { plainProblem, problemOfRefusals, problemOfUnreadable, problemOfViolations } from './problems.js';
import { NamedBsns } from './named-bsns.js';
import { StreamCache } from './stream-cache.js';

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

/** From this share of a group on that had to be looked at closely, all of the next are looked up at once. */
const MANY = 0.1;

interface Waiting extends Candidate {
  readonly call: Call;
  /** Its place in the call. */
  readonly place: number;
}

/**
 * Decides one group at a time, so that events of one stream never meet each other half decided; those that wait
 * meanwhile make up the next group and share its commit.
 */
export class Recorder {
  private readonly cache: StreamCache;
  private readonly queue: Waiting[] = [];
  private running = false;
  /** Whether much of the last group was stored already, or not plain. */
  private lookUpFirst = false;
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
    const call = new Call(submissions.length);
    submissions.forEach(({ raw, ifMatch }, place) => {
      const checked = this.check(raw, today);
      if ('problem' in checked) call.settle(place, { status: 'rejected', problem: checked.problem });
      else this.queue.push({ ...checked, eventId: this.options.codec.eventIdOf(checked.event), ifMatch, call, place });
    });
    void this.run();
    return call.outcomes;
  }

  /** Lets go of the histories held in memory: a person was erased. */
  forget(): void {
    this.cache.forgetAll();
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
      await setImmediate(); // requests that have come in meanwhile are read first, and share the commit
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
    for (let round = 0; round < ROUNDS && undecided.length > 0; round++) {
      undecided = await this.round(undecided, round > 0 || this.lookUpFirst);
    }
    for (const { call, place } of undecided) call.settle(place, { status: 'rejected', problem: CONTENDED });
  }

  /** Decides, commits and answers; what rests on a stream that others wrote to meanwhile is given back. */
  private async round(waiting: readonly Waiting[], lookUp: boolean): Promise<readonly Waiting[]> {
    const { store, codec, now } = this.options;
    const today = dayInAmsterdam(now());
    const group = new Group({ store, codec, pseudonymiser: this.pseudonymiser, cache: this.cache, today });
    try {
      const verdicts = await group.decide(waiting, lookUp);
      this.lookUpFirst = group.closely > MANY * waiting.length;
      const accepted = verdicts.flatMap((verdict) => (verdict.kind === 'accepted' ? [verdict.accepted] : []));
      if (!codec.save(new Set(accepted.map(({ stream }) => stream.stream)))) {
        this.cache.forgetAll();
        return waiting;
      }
      const again = waiting.filter((_, i) => verdicts[i]!.kind === 'stored');
      this.named.keep([...accepted, ...again].map(({ event }) => event));
      await commit(store, accepted);
      for (const { stream, place } of accepted) if (place instanceof Error) stream.doubtful = true;
      this.remember(group);
      return waiting.filter((item, i) => !this.answer(item, verdicts[i]!));
    } catch (error) {
      for (const { stream } of group.touched()) this.cache.forget(stream);
      throw error;
    }
  }

  /** Keeps what was appended at hand, and forgets the streams where something went otherwise. */
  private remember(group: Group): void {
    for (const { stream, known, doubtful } of group.touched()) {
      if (doubtful) this.cache.forget(stream);
      else this.cache.put(stream, known);
    }
  }

  /** Answers one submission; false when it has to be decided anew. */
  private answer(item: Waiting, verdict: Verdict): boolean {
    const { event, call, place } = item;
    switch (verdict.kind) {
      case 'doubtful':
        return false;
      case 'stored':
        call.settle(place, { status: 'duplicate', receipt: receiptOf(event, verdict.subject, verdict.stored) });
        return true;
      case 'refused':
        if (verdict.streams.some(({ doubtful }) => doubtful)) return false;
        call.settle(place, { status: 'rejected', problem: verdict.problem });
        return true;
      case 'accepted':
      case 'repeats':
        return answerAccepted(item, verdict);
    }
  }
}

function answerAccepted(
  item: Waiting,
  { kind, accepted }: Extract<Verdict, { kind: 'accepted' | 'repeats' }>,
): boolean {
  const { event, call, place } = item;
  const { stream, encoded, place: committed } = accepted;
  if (!(committed instanceof Error)) {
    const { revision, position, recordedAt, repeated } = committed!;
    const status = kind === 'accepted' && !repeated ? 'recorded' : 'duplicate';
    const { id, type, data, metadata } = encoded;
    const stored = { stream: stream.stream, revision, id, type, recordedAt, position, data, metadata };
    call.settle(place, { status, receipt: receiptOf(event, stream.subject, stored) });
    return true;
  }
  if (committed instanceof WrongExpectedRevisionError || committed instanceof EventIdTakenError) return false;
  if (committed instanceof EventTooLargeError) {
    if (committed.id !== encoded.id) return false;
    const problem = plainProblem(413, 'too-large', 'The event is too large to be kept.');
    call.settle(place, { status: 'rejected', problem });
    return true;
  }
  failed(item, committed);
  return true;
}

function receiptOf({ id, source }: CareEvent, subject: string, stored: StoredEvent): Receipt {
  const { revision, position, recordedAt } = stored;
  return { id, source, subject, revision, position, recordedAt, leafHash: toBase64(leafHashOf(stored)) };
}

/** A store that cannot take events is no fault of the program; anything else is, and is for the caller to report. */
function failed({ call, place }: Waiting, error: unknown): void {
  if (error instanceof StoreUnavailableError) call.settle(place, { status: 'rejected', problem: UNAVAILABLE });
  else call.fail(error);
}

const CONTENDED = plainProblem(503, 'contended', 'Others kept writing to the same stream. Send the event again.');
const UNAVAILABLE = plainProblem(
  503,
  'unavailable',
  'The event store takes no events now. Send the event again later.',
);
