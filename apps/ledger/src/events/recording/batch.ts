import type { Group, Verdict } from './group.js';
import type { Waiting } from './waiting-events.js';
import type { Accepted } from './working-stream.js';

/** Events that are decided one after the other and appended together, with what was decided. */
export class Batch {
  readonly waiting: Waiting[] = [];
  readonly verdicts: Verdict[] = [];
  /** How many who sent few events wait for it. */
  calls = 0;
  /** Why deciding ended. */
  failure: Error | null = null;

  constructor(
    readonly group: Group,
    /** How often what is known was forgotten before it was begun. */
    readonly epoch: number,
  ) {}

  get size(): number {
    return this.waiting.length;
  }

  /** Decides on more events, unless deciding failed before. */
  async decide(events: readonly Waiting[], lookUp: boolean): Promise<void> {
    for (const event of events) this.waiting.push(event);
    if (this.failure) return;
    try {
      for (const verdict of await this.group.decide(events, lookUp)) this.verdicts.push(verdict);
    } catch (error) {
      this.failure = error as Error;
    }
  }

  /** What is to be appended, in order. */
  accepted(): Accepted[] {
    return this.verdicts.flatMap((verdict) => (verdict.kind === 'accepted' ? [verdict.accepted] : []));
  }
}
