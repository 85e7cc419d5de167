import type { Sealer } from '#libs/codec';
import type { Group, Verdict } from './group.js';
import type { Waiting } from './waiting-events.js';
import type { Accepted } from './working-stream.js';

/** Accepted events that are sealed while those after them are decided; fewer wait for the rest of their batch. */
const SEALED_AHEAD = 250;

/** Events that are decided one after the other and appended together, with what was decided. */
export class Batch {
  readonly waiting: Waiting[] = [];
  readonly verdicts: Verdict[] = [];
  /** How many who sent few events wait for it. */
  calls = 0;
  /** Why deciding ended. */
  failure: Error | null = null;
  /** What is to be appended, in order. */
  readonly accepted: Accepted[] = [];
  /** How many of these are sealed, or being sealed. */
  private given = 0;
  private readonly sealing: Promise<void>[] = [];

  /** @param epoch how often what is known was forgotten before it was begun */
  constructor(
    readonly group: Group,
    private readonly sealer: Sealer,
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
      for (const verdict of await this.group.decide(events, lookUp)) {
        this.verdicts.push(verdict);
        if (verdict.kind === 'accepted') this.accepted.push(verdict.accepted);
      }
    } catch (error) {
      this.failure = error as Error;
    }
    if (this.accepted.length - this.given >= SEALED_AHEAD) this.sealNext();
  }

  /** Ends when all that was accepted is sealed. */
  async seal(): Promise<void> {
    this.sealNext();
    await Promise.all(this.sealing);
  }

  /** Has those sealed that were accepted since the last time. */
  private sealNext(): void {
    const next = this.accepted.slice(this.given);
    this.given = this.accepted.length;
    const sealing = this.sealer.seal(next.map(({ draft }) => draft)).then((sealed) => {
      next.forEach((item, i) => (item.encoded = sealed[i]!));
    });
    sealing.catch(() => undefined); // told to who appends them, if anybody does
    this.sealing.push(sealing);
  }
}
