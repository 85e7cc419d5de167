import type { Codec } from '#libs/codec';
import type { Problem } from '#libs/http';
import type { Pseudonymiser } from '#libs/privacy';
import { aboutOf } from '../../rejections/about.js';
import { keepableOf } from '../../rejections/keepable.js';
import type { RejectionStore, Resolution } from '../../rejections/rejection-store.js';
import type { WriterScope } from '../../scope/writer.js';
import type { Outcome, Submission } from './outcome.js';
import type { Recorder } from './recorder.js';

export interface RecordingParts {
  readonly recorder: Recorder;
  readonly rejections: RejectionStore;
  readonly codec: Codec;
  readonly pseudonymiser: Pseudonymiser;
  readonly now: () => Date;
  /** Judges what a writer with limits sends. */
  readonly scope: WriterScope;
  /** Told how many events had each outcome. */
  readonly count?: (status: Outcome['status'], events: number) => void;
}

/**
 * Records events and keeps what is refused. Usable without HTTP: an import goes through the same rules as a request.
 */
export class RecordingService {
  constructor(private readonly parts: RecordingParts) {}

  /**
   * Records events; each stands alone. Outcomes are in order. A refused event's problem names the rejection under
   * which it is kept (`rejection`), unless the fault was ours (status 5xx) or the event not the writer's to send (403).
   * @param upload whether these are a part of an upload: they are decided after the parts that were sent in before
   */
  async record(submissions: readonly Submission[], upload = false): Promise<Outcome[]> {
    const outcomes = await this.judged(submissions, upload);
    this.resolve(outcomes);
    this.count(outcomes);
    return this.keepRefused(submissions, outcomes);
  }

  /** Records what is the writer's to send. */
  private async judged(submissions: readonly Submission[], upload: boolean): Promise<Outcome[]> {
    const { recorder, scope } = this.parts;
    if (submissions.every(({ writer }) => !writer)) return recorder.record(submissions, upload);
    const problems = await scope.refuseEach(submissions);
    const allowed = submissions.filter((_, i) => problems[i] === null);
    const recorded = await recorder.record(allowed, upload);
    const outcomes = recorded[Symbol.iterator]();
    return problems.map((problem) => (problem ? { status: 'rejected', problem } : outcomes.next().value!));
  }

  private resolve(outcomes: readonly Outcome[]): void {
    const recorded: Resolution[] = [];
    for (const outcome of outcomes) {
      if (outcome.status !== 'recorded') continue;
      const { source, id: eventId, position } = outcome.receipt;
      recorded.push({ source, eventId, position });
    }
    if (recorded.length > 0) this.parts.rejections.resolve(recorded, this.parts.now().toISOString());
  }

  private keepRefused(submissions: readonly Submission[], outcomes: Outcome[]): Outcome[] {
    const { rejections, codec, pseudonymiser, now } = this.parts;
    const places: number[] = [];
    const refused = outcomes.flatMap((outcome, i) => {
      if (outcome.status !== 'rejected' || !isKept(outcome.problem)) return [];
      places.push(i);
      const { problem } = outcome;
      const keepable = keepableOf(submissions[i]!.raw, pseudonymiser, problem.code);
      return [{ keepable, problem, about: aboutOf(keepable, problem, codec) }];
    });
    if (refused.length === 0) return outcomes;
    rejections.keep(refused, now().toISOString()).forEach((rejection, n) => {
      outcomes[places[n]!] = { status: 'rejected', problem: { ...refused[n]!.problem, rejection } };
    });
    return outcomes;
  }

  private count(outcomes: readonly Outcome[]): void {
    const { count } = this.parts;
    if (!count) return;
    const events = { recorded: 0, duplicate: 0, rejected: 0 };
    for (const { status } of outcomes) events[status] += 1;
    for (const status of ['recorded', 'duplicate', 'rejected'] as const) {
      if (events[status] > 0) count(status, events[status]);
    }
  }
}

/** What a caller may not send is not kept either: it would stand among the refused events of somebody else. */
function isKept({ status }: Problem): boolean {
  return status < 500 && status !== 403;
}
