import type { MeasureType } from '../codes/code-lists.js';
import type { CareEvent } from '../events/care-event.js';
import type { Day } from '../events/event-data.js';
import { endReasonFits } from '../rules/measure.js';
import { OPENED_BY } from '../rules/opening.js';
import type { Outline } from './outline.js';

/** Placement authorisations of one kind. */
interface Authorisations {
  /** Whether the last one is in force. */
  readonly inForce: boolean;
  /** Last date of a beginning or end. */
  readonly turned: Day;
}

/** What of a protection measure or a youth probation is enough to say yes: see `Outline`. */
export class LegalOutline implements Outline {
  /** Not before the client was born, or expected; nothing else is dated before it, so it need not be asked again. */
  private opening: Day | null = null;
  private end: Day | null = null;
  private latest: Day = '';
  /** Null in a probation. */
  private measureType: MeasureType | null = null;
  private readonly authorisations = new Map<string, Authorisations>();

  constructor(private readonly kind: 'measure' | 'probation') {}

  get size(): number {
    return 5 + 3 * this.authorisations.size;
  }

  admits(event: CareEvent): boolean {
    const { opening, end } = this;
    const { effectiveOn: on } = event.data;
    if (opening === null) return event.name === OPENED_BY[this.kind];
    if (on < opening || (end !== null && on > end)) return false;
    switch (event.name) {
      case 'protection-measure-transferred':
      case 'probation-transferred':
        return true;
      case 'protection-measure-ended':
        return this.admitsEnd(on) && endReasonFits(this.measureType!, event.data.endReason);
      case 'probation-ended':
        return this.admitsEnd(on);
      case 'placement-authorised':
      case 'placement-authorisation-ended': {
        const { inForce, turned } = this.authorisationsOf(event.data.authorisation);
        return inForce === (event.name === 'placement-authorisation-ended') && on > turned;
      }
      default:
        return false;
    }
  }

  follow(event: CareEvent): void {
    const { effectiveOn: on } = event.data;
    if (on > this.latest) this.latest = on;
    switch (event.name) {
      case 'protection-measure-imposed':
      case 'probation-started':
        this.opening = on;
        if (event.name === 'protection-measure-imposed') this.measureType = event.data.measureType;
        break;
      case 'protection-measure-ended':
      case 'probation-ended':
        this.end = on;
        break;
      case 'placement-authorised':
      case 'placement-authorisation-ended': {
        const { inForce, turned } = this.authorisationsOf(event.data.authorisation);
        this.authorisations.set(event.data.authorisation, { inForce: !inForce, turned: on > turned ? on : turned });
        break;
      }
      default: // decides nothing for others
    }
  }

  private admitsEnd(on: Day): boolean {
    return this.end === null && on >= this.latest;
  }

  private authorisationsOf(kind: string): Authorisations {
    return this.authorisations.get(kind) ?? NONE;
  }
}

const NONE: Authorisations = { inForce: false, turned: '' };
