import type { Call } from './call.js';
import type { Candidate } from './group.js';

/** An event that waits to be decided, or to be answered. */
export interface Waiting extends Candidate {
  readonly call: Call;
  /** Its place in the call. */
  readonly place: number;
}

/** Events of a call that is answered before those that came earlier; more of them are in no hurry. */
const FEW = 20;

/**
 * Events that were sent in and are not decided yet, in the order of their calls; those of small calls come first, except for
 * parts of an upload, which stay behind the parts before them.
 */
export class WaitingEvents {
  private readonly few: Waiting[] = [];
  private readonly many: Waiting[] = [];
  private wake: (() => void) | null = null;

  /**
   * Adds the events of one call.
   * @param upload whether they are a part of an upload, however small: its events may rest on those of the parts before
   */
  add(events: readonly Waiting[], upload: boolean): void {
    const lane = upload || events.length > FEW ? this.many : this.few;
    for (const event of events) lane.push(event);
    this.wake?.();
  }

  get isEmpty(): boolean {
    return this.few.length + this.many.length === 0;
  }

  /** Takes so many out at most; `urgent` when a small call is among them. */
  take(most: number): { readonly events: readonly Waiting[]; readonly urgent: boolean } {
    const few = this.few.splice(0, most);
    return { events: [...few, ...this.many.splice(0, most - few.length)], urgent: few.length > 0 };
  }

  /** Resolves when events are added. */
  arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = null;
        resolve();
      };
    });
  }
}
