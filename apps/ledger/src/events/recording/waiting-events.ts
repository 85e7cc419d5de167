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
  private wake: ((came: boolean) => void) | null = null;

  /**
   * Adds the events of one call.
   * @param upload whether they are a part of an upload, however small: its events may rest on those of the parts before
   * @returns whether they are decided before those of larger calls
   */
  add(events: readonly Waiting[], upload: boolean): boolean {
    const small = !upload && events.length <= FEW;
    const lane = small ? this.few : this.many;
    for (const event of events) lane.push(event);
    this.wake?.(true);
    return small;
  }

  get isEmpty(): boolean {
    return this.few.length + this.many.length === 0;
  }

  /** Takes so many out at most; `calls`: of how many small calls. */
  take(most: number): { readonly events: readonly Waiting[]; readonly calls: number } {
    const few = this.few.splice(0, most);
    const calls = few.filter(({ call }, i) => call !== (few[i + 1] ?? this.few[0])?.call).length;
    return { events: [...few, ...this.many.splice(0, most - few.length)], calls };
  }

  /** Resolves when events are added, or after so many ms; whether any were. Asked again, it forgets who asked before. */
  arrival(ms?: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.wake?.(false), ms);
      this.wake = (came) => {
        clearTimeout(timer);
        this.wake = null;
        resolve(came);
      };
    });
  }
}
