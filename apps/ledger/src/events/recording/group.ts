/** One round over a group of events: decide each on its stream as the ones before it leave it, then commit all at once. */
import { canonicalJson, type Codec, type StreamOf } from '#libs/codec';
import type { EventStore, StoredEvent } from '#libs/event-store';
import type { Problem } from '#libs/http';
import type { Pseudonymiser } from '#libs/privacy';
import {
  decide,
  EVENT_TYPES,
  isChange,
  judgeLayers,
  layersOf,
  targetOf,
  type CareEvent,
  type Day,
  type RecordedCareEvent,
  type StreamKind,
} from '#libs/trajectory';
import { prepareLayers } from '../validation/prepare-layers.js';
import {
  ERASED_EVENT,
  ID_CONFLICT,
  OTHER_STREAM,
  problemOfRefusals,
  problemOfViolations,
  wrongRevision,
} from './problems.js';
import { knownFrom, type StreamCache } from './stream-cache.js';
import { WorkingStream, type Accepted } from './working-stream.js';

/** An event whose shape and codes are right. */
export interface Candidate {
  readonly event: CareEvent;
  /** Under which the store keeps it. */
  readonly eventId: string;
  readonly ifMatch?: number;
}

/** What was decided for one candidate, before the commit. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly accepted: Accepted }
  /** The same event as one accepted earlier in this group. */
  | { readonly kind: 'repeats'; readonly accepted: Accepted }
  | { readonly kind: 'stored'; readonly stored: StoredEvent; readonly subject: string }
  /** `streams`: those that the refusal rests on. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly streams: readonly WorkingStream[] }
  | { readonly kind: 'doubtful' };

/** What a group leaves to the one that is decided while it is being appended. */
interface Decided {
  readonly streams: ReadonlyMap<string, WorkingStream>;
  readonly acceptedById: ReadonlyMap<string, Accepted>;
}

/** What deciding needs from outside. */
export interface GroupContext {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly cache: StreamCache;
  readonly pseudonymiser: Pseudonymiser;
  readonly today: Day;
}

/**
 * Decides on the candidates of one group in order. Nearly every event is accepted on the outline of its stream alone, on trust that
 * it does not stand in the store already: the append tells when it does. All others are looked up, and decided on the whole history.
 */
export class Group {
  private readonly streams = new Map<string, WorkingStream>();
  private readonly acceptedById = new Map<string, Accepted>();
  /** Verdicts so far, by the event's id. */
  private readonly judged = new Map<string, Verdict>();
  /** Events by id as far as they were looked up; null for what is not stored. */
  private readonly stored = new Map<string, StoredEvent | null>();
  /** Candidates that were looked up or decided on a history. */
  closely = 0;

  private readonly before: Decided | null;

  /** @param before the group that is being appended: decided on as if all that it accepted stood already. */
  constructor(
    private readonly context: GroupContext,
    before?: Group,
  ) {
    this.before = before ? { streams: before.streams, acceptedById: before.acceptedById } : null;
  }

  /**
   * One verdict per candidate, in order; may be called again with those that follow.
   * @param lookUp whether to look up every candidate first: where many are stored already, or were taken on trust in vain
   */
  async decide(candidates: readonly Candidate[], lookUp: boolean): Promise<Verdict[]> {
    await this.lookUp(candidates.filter((candidate) => lookUp || isDecidedClosely(candidate)));
    const verdicts: Verdict[] = [];
    for (const candidate of candidates) {
      const verdict = this.admit(candidate) ?? (await this.readAndAdmit(candidate)) ?? (await this.judge(candidate));
      this.judged.set(candidate.eventId, verdict);
      verdicts.push(verdict);
    }
    return verdicts;
  }

  /** Streams that events were accepted on. */
  *touched(): Iterable<WorkingStream> {
    for (const stream of this.streams.values()) if (stream.touched) yield stream;
  }

  /** Accepts an event that can be on the outline of its stream; null when it must be looked at closely. */
  private admit(candidate: Candidate): Verdict | null {
    const { event, eventId } = candidate;
    if (isDecidedClosely(candidate) || this.judged.has(eventId) || this.stored.get(eventId)) return null;
    if (this.before?.acceptedById.has(eventId)) return null;
    const { kind } = EVENT_TYPES[event.name];
    if (kind === 'any') return null;
    const { subject } = event;
    const stream = this.atHand(this.context.codec.streamFor(kind, subject), { kind, subject });
    if (!stream || stream.doubtful || !stream.admits(event)) return null;
    return this.accept(event, stream, eventId);
  }

  /** The same for an event whose stream is not at hand; that it is new need not be looked up once the stream was read. */
  private async readAndAdmit(candidate: Candidate): Promise<Verdict | null> {
    const { kind } = EVENT_TYPES[candidate.event.name];
    if (isDecidedClosely(candidate) || kind === 'any') return null;
    const name = this.context.codec.streamFor(kind, candidate.event.subject);
    if (this.atHand(name)) return null;
    await this.open(name);
    return this.admit(candidate);
  }

  private async judge(candidate: Candidate): Promise<Verdict> {
    const { event: sent, eventId, ifMatch } = candidate;
    this.closely += 1;
    await this.lookUp([candidate]);
    if (this.isErased(eventId)) return refused(ERASED_EVENT, []);
    if (!isChange(sent)) {
      const known = this.known(sent, eventId);
      if (known) return known;
    }
    const name = this.streamOf(sent);
    if (name === null) return this.isTaken(eventId) ? refused(ID_CONFLICT, []) : this.refuseUnknown(sent);
    const stream = this.atHand(name) ?? (await this.open(name));
    if (stream.doubtful) return { kind: 'doubtful' };
    if (sent.subject !== '' && sent.subject !== stream.subject) {
      return refused(this.isTaken(eventId) ? ID_CONFLICT : OTHER_STREAM, [stream]);
    }
    const history = await this.historyOf(stream);
    if (history === null) return { kind: 'doubtful' };

    const prepared = prepareLayers({ ...sent, subject: stream.subject }, history, this.context.pseudonymiser);
    if (prepared === null) return refused(problemOfRefusals([unknownTarget(sent, this.context.today)]), [stream]);
    if (!prepared.ok) return refused(problemOfViolations(prepared.violations), [stream]);
    const { event } = prepared;

    const known = this.known(event, eventId);
    if (known) return known;
    if (ifMatch !== undefined && ifMatch !== stream.revision) return refused(wrongRevision(stream.revision), [stream]);
    const problem = this.problemWith(event, stream.kind, history);
    return problem ? refused(problem, [stream]) : this.accept(event, stream, eventId);
  }

  /** The stream that an event belongs to: its own, or that of the event it corrects or retracts; null when there is none. */
  private streamOf(event: CareEvent): string | null {
    const { kind } = EVENT_TYPES[event.name];
    if (kind !== 'any') return this.context.codec.streamFor(kind, event.subject);
    const id = this.context.codec.eventIdOf(targetOf(event)!);
    const stream = this.stored.get(id)?.stream ?? this.acceptedWith(id)?.stream.stream;
    return stream !== undefined && this.context.codec.placeOf(stream) ? stream : null;
  }

  /** Refuses a change of what is not there; when its target is in this group and undecided, it shares the target's fate. */
  private refuseUnknown(event: CareEvent): Verdict {
    const id = this.context.codec.eventIdOf(targetOf(event)!);
    if (this.isErased(id)) return refused(ERASED_EVENT, []);
    const target = this.judged.get(id);
    if (target?.kind === 'doubtful') return target;
    const streams = target?.kind === 'refused' ? target.streams : [];
    return refused(problemOfRefusals([unknownTarget(event, this.context.today)]), streams);
  }

  /** Whether an event was recorded under an id, and erased. */
  private isErased(id: string): boolean {
    const stored = this.stored.get(id);
    return stored ? this.context.codec.isErased(stored.stream) : false;
  }

  /**
   * A stream that need not be read to be known.
   * @param place what its name stands for, where the caller has it already
   */
  private atHand(name: string, place?: StreamOf): WorkingStream | undefined {
    const open = this.streams.get(name);
    if (open) return open;
    const before = this.before?.streams.get(name);
    if (before?.touched) return this.keep(before.next());
    const { cache, codec } = this.context;
    const { kind, subject } = place ?? codec.placeOf(name)!;
    const known = cache.peek(name, kind);
    return known && this.keep(new WorkingStream(name, kind, subject, known));
  }

  private async open(name: string): Promise<WorkingStream> {
    const { cache, codec } = this.context;
    const { kind, subject } = codec.placeOf(name)!;
    const history = await cache.read(name);
    const known = knownFrom(kind, history);
    cache.put(name, known);
    const stream = new WorkingStream(name, kind, subject, known);
    stream.learn(history);
    return this.keep(stream);
  }

  private keep(stream: WorkingStream): WorkingStream {
    this.streams.set(stream.stream, stream);
    return stream;
  }

  /** What stands in a stream, read from the store for this group; null when it is not what the cache knew of it. */
  private async historyOf(stream: WorkingStream): Promise<readonly RecordedCareEvent[] | null> {
    if (stream.history === null) {
      stream.learn(await this.context.cache.read(stream.stream));
      if (stream.doubtful) this.context.cache.forget(stream.stream);
    }
    return stream.history;
  }

  /** An event with the same source and id, stored or accepted: a duplicate or a conflict. */
  private known(event: CareEvent, id: string): Verdict | null {
    const stored = this.stored.get(id);
    if (stored) {
      const same = this.context.codec.sameContent(event, stored) === true;
      return same ? { kind: 'stored', stored, subject: event.subject } : refused(ID_CONFLICT, []);
    }
    const accepted = this.acceptedWith(id);
    if (!accepted) return null;
    return this.sameEvent(event, accepted) ? { kind: 'repeats', accepted } : refused(ID_CONFLICT, [accepted.stream]);
  }

  /** Whether an event is recorded under an id, or accepted. */
  private isTaken(id: string): boolean {
    return Boolean(this.stored.get(id) ?? this.acceptedWith(id));
  }

  /** An event with this id that was accepted and is not known to be stored yet. */
  private acceptedWith(id: string): Accepted | undefined {
    return this.acceptedById.get(id) ?? this.before?.acceptedById.get(id);
  }

  private problemWith(event: CareEvent, kind: StreamKind, history: readonly RecordedCareEvent[]): Problem | null {
    const layers = layersOf(history, event) ?? [];
    const [alone, ...more] = judgeLayers(layers, this.context.today);
    if (alone) return problemOfRefusals([alone, ...more]);
    const refusal = decide(kind, history, event, this.context.today);
    return refusal && problemOfRefusals([refusal]);
  }

  private accept(event: CareEvent, stream: WorkingStream, eventId: string): Verdict {
    const draft = this.context.codec.draft(event, stream.stream, eventId);
    const accepted: Accepted = { stream, event, draft, encoded: null, revision: stream.accept(event), place: null };
    this.acceptedById.set(eventId, accepted);
    return { kind: 'accepted', accepted };
  }

  private sameEvent(event: CareEvent, accepted: Accepted): boolean {
    const { name, subject, data } = accepted.event;
    return event.name === name && event.subject === subject && canonicalJson(event.data) === canonicalJson(data);
  }

  /** Finds out whether candidates, and what they correct or retract, are stored. */
  private async lookUp(candidates: readonly Candidate[]): Promise<void> {
    const ids = new Set<string>();
    for (const { event, eventId } of candidates) {
      if (!this.stored.has(eventId)) ids.add(eventId);
      const target = targetOf(event);
      const targetId = target && this.context.codec.eventIdOf(target);
      if (targetId !== null && !this.stored.has(targetId)) ids.add(targetId);
    }
    if (ids.size === 0) return;
    const found = await this.context.store.findEvents([...ids]);
    for (const id of ids) this.stored.set(id, found.get(id) ?? null);
  }
}

/** What its stream's outline says nothing about: a change, or an event that a revision was asked for. */
function isDecidedClosely({ event, ifMatch }: Candidate): boolean {
  return ifMatch !== undefined || isChange(event);
}

function refused(problem: Problem, streams: readonly WorkingStream[]): Verdict {
  return { kind: 'refused', problem, streams };
}

/** The refusal for a correction or retraction of an event that the ledger does not have. */
function unknownTarget(event: CareEvent, today: Day) {
  return decide('trajectory', [], event, today)!;
}
