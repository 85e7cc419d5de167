/** One round over a group of events: decide each on its stream as the ones before it leave it, then commit all at once. */
import { canonicalJson, type Codec } from '#libs/codec';
import type { EventStore, StoredEvent } from '#libs/event-store';
import type { Problem } from '#libs/http';
import type { Pseudonymiser } from '#libs/privacy';
import { decide, EVENT_TYPES, judgeLayers, layersOf, targetOf, type CareEvent, type Day } from '#libs/trajectory';
import { prepareLayers } from '../validation/prepare-layers.js';
import {
  ERASED_EVENT,
  ID_CONFLICT,
  OTHER_STREAM,
  problemOfRefusals,
  problemOfViolations,
  wrongRevision,
} from './problems.js';
import type { StreamCache } from './stream-cache.js';
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

/** What deciding needs from outside. */
export interface GroupContext {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly cache: StreamCache;
  readonly pseudonymiser: Pseudonymiser;
  readonly today: Day;
}

/** Decides on the candidates of one group in order. */
export class Group {
  private readonly streams = new Map<string, WorkingStream>();
  private readonly acceptedById = new Map<string, Accepted>();
  /** Verdicts so far, by the event's id. */
  private readonly judged = new Map<string, Verdict>();
  private stored: ReadonlyMap<string, StoredEvent> = new Map();

  constructor(private readonly context: GroupContext) {}

  /** One verdict per candidate, in order. */
  async decide(candidates: readonly Candidate[]): Promise<Verdict[]> {
    this.stored = await this.context.store.findEvents(this.idsIn(candidates));
    const verdicts: Verdict[] = [];
    for (const candidate of candidates) {
      const verdict = await this.judge(candidate);
      this.judged.set(candidate.eventId, verdict);
      verdicts.push(verdict);
    }
    return verdicts;
  }

  private async judge({ event: sent, eventId, ifMatch }: Candidate): Promise<Verdict> {
    if (this.isErased(eventId)) return refused(ERASED_EVENT, []);
    const name = this.streamOf(sent);
    if (name === null) return this.refuseUnknown(sent);
    const stream = await this.open(name);
    if (stream.doubtful) return { kind: 'doubtful' };
    if (sent.subject !== '' && sent.subject !== stream.subject) return refused(OTHER_STREAM, [stream]);

    const prepared = prepareLayers({ ...sent, subject: stream.subject }, stream.history, this.context.pseudonymiser);
    if (prepared === null) return this.refuse(stream, problemOfRefusals([unknownTarget(sent, this.context.today)]));
    if (!prepared.ok) return refused(problemOfViolations(prepared.violations), [stream]);
    const { event } = prepared;

    const known = this.known(event, eventId);
    if (known) return known;
    if (ifMatch !== undefined && ifMatch !== stream.revision)
      return this.refuse(stream, wrongRevision(stream.revision));
    const problem = this.problemWith(event, stream);
    return problem ? this.refuse(stream, problem) : this.accept(event, stream, eventId);
  }

  /** The stream that an event belongs to: its own, or that of the event it corrects or retracts; null when there is none. */
  private streamOf(event: CareEvent): string | null {
    const { kind } = EVENT_TYPES[event.name];
    if (kind !== 'any') return this.context.codec.streamFor(kind, event.subject);
    const id = this.context.codec.eventIdOf(targetOf(event)!);
    const stream = this.stored.get(id)?.stream ?? this.acceptedById.get(id)?.stream.stream;
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
    return stored !== undefined && this.context.codec.isErased(stored.stream);
  }

  private async open(name: string): Promise<WorkingStream> {
    let stream = this.streams.get(name);
    if (!stream) {
      const { kind, subject } = this.context.codec.placeOf(name)!;
      const { known, fresh } = await this.context.cache.get(name);
      stream = new WorkingStream(name, kind, subject, known, fresh);
      this.streams.set(name, stream);
    }
    return stream;
  }

  /** An event with the same source and id, stored or accepted: a duplicate or a conflict. */
  private known(event: CareEvent, id: string): Verdict | null {
    const stored = this.stored.get(id);
    if (stored) {
      const same = this.context.codec.sameContent(event, stored) === true;
      return same ? { kind: 'stored', stored, subject: event.subject } : refused(ID_CONFLICT, []);
    }
    const accepted = this.acceptedById.get(id);
    if (!accepted) return null;
    return this.sameEvent(event, accepted) ? { kind: 'repeats', accepted } : refused(ID_CONFLICT, [accepted.stream]);
  }

  private problemWith(event: CareEvent, stream: WorkingStream): Problem | null {
    const layers = layersOf(stream.history, event) ?? [];
    const [alone, ...more] = judgeLayers(layers, this.context.today);
    if (alone) return problemOfRefusals([alone, ...more]);
    const refusal = decide(stream.kind, stream.history, event, this.context.today);
    return refusal && problemOfRefusals([refusal]);
  }

  private accept(event: CareEvent, stream: WorkingStream, eventId: string): Verdict {
    const accepted = {
      stream,
      event,
      encoded: this.context.codec.encode(event, stream.stream, eventId),
      revision: stream.accept(event),
    };
    this.acceptedById.set(accepted.encoded.id, accepted);
    return { kind: 'accepted', accepted };
  }

  private sameEvent(event: CareEvent, accepted: Accepted): boolean {
    const { name, subject, data } = accepted.event;
    return event.name === name && event.subject === subject && canonicalJson(event.data) === canonicalJson(data);
  }

  private idsIn(candidates: readonly Candidate[]): string[] {
    const ids = new Set<string>();
    for (const { event, eventId } of candidates) {
      ids.add(eventId);
      const target = targetOf(event);
      if (target) ids.add(this.context.codec.eventIdOf(target));
    }
    return [...ids];
  }

  /** Refuses only on what the store holds now: a stream from the cache may have been added to by another process. */
  private async refuse(stream: WorkingStream, problem: Problem): Promise<Verdict> {
    if (!stream.fresh) {
      const { cache, store } = this.context;
      const recorded = (await cache.get(stream.stream)).known.revision;
      if ((await store.streamRevision(stream.stream)) !== recorded) {
        cache.forget(stream.stream);
        stream.doubtful = true;
        return { kind: 'doubtful' };
      }
      stream.fresh = true;
    }
    return refused(problem, [stream]);
  }
}

function refused(problem: Problem, streams: readonly WorkingStream[]): Verdict {
  return { kind: 'refused', problem, streams };
}

/** The refusal for a correction or retraction of an event that the ledger does not have. */
function unknownTarget(event: CareEvent, today: Day) {
  return decide('trajectory', [], event, today)!;
}
