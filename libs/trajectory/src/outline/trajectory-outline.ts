import type { CareEvent } from '../events/care-event.js';
import { dateFieldsOf } from '../events/dates.js';
import type { Day } from '../events/event-data.js';
import { earliestDate } from '../rules/alone.js';
import { mayFollowTheEnd } from '../rules/trajectory.js';
import { GoalsOutline } from './goals-outline.js';
import type { Outline } from './outline.js';

/** What of a trajectory is enough to say yes: see `Outline`. */
export class TrajectoryOutline implements Outline {
  private opening: Day | null = null;
  /** No event carries an earlier date: the client was not born. */
  private earliest: Day = '';
  private start: Day | null = null;
  private end: Day | null = null;
  /** Last date of what may not follow the end. */
  private latest: Day = '';
  /** Last date of a pause or resumption. */
  private turned: Day = '';
  private paused = false;
  private readonly goals = new GoalsOutline();

  get size(): number {
    return 8 + this.goals.size;
  }

  admits(event: CareEvent): boolean {
    const { opening, start, end } = this;
    const { effectiveOn: on } = event.data;
    if (opening === null) return event.name === 'intake-registered';
    if (this.isBeforeBirth(event)) return false;
    if (end !== null && on > end && !mayFollowTheEnd(event)) return false;
    switch (event.name) {
      case 'intake-registered':
      case 'event-corrected':
      case 'event-retracted':
        return false;
      case 'care-started':
        return start === null && on >= opening && on >= this.turned;
      case 'trajectory-ended':
        return end === null && on >= opening && (start === null || on >= start) && on >= this.latest;
      case 'waiting-paused':
      case 'waiting-resumed': {
        const inTurn = this.paused === (event.name === 'waiting-resumed') && on > this.turned;
        return inTurn && on >= opening && (start === null || on <= start);
      }
      case 'plan-established':
        return this.goals.admitsPlan(event.data);
      case 'goal-updated':
        return this.goals.admitsUpdate(event.data);
      default:
        return true;
    }
  }

  follow(event: CareEvent): void {
    const { effectiveOn: on } = event.data;
    if (on > this.latest && !mayFollowTheEnd(event)) this.latest = on;
    switch (event.name) {
      case 'intake-registered':
        this.opening = on;
        this.earliest = earliestDate('trajectory', event.data.born);
        break;
      case 'care-started':
        this.start = on;
        break;
      case 'trajectory-ended':
        this.end = on;
        break;
      case 'waiting-paused':
      case 'waiting-resumed':
        this.paused = !this.paused;
        if (on > this.turned) this.turned = on;
        break;
      case 'plan-established':
        this.goals.followPlan(event.data);
        break;
      case 'goal-updated':
        this.goals.followUpdate(event.data);
        break;
      default: // decides nothing for others
    }
  }

  private isBeforeBirth({ name, data }: CareEvent): boolean {
    for (const field of dateFieldsOf(name)) {
      const day = (data as object as Readonly<Record<string, unknown>>)[field];
      if (typeof day === 'string' && day < this.earliest) return true;
    }
    return false;
  }
}
