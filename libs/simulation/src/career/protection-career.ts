/** Child protection measures (jeugdbescherming) of one client. */
import type { MeasureEndReason, MeasureType, PlacementAuthorisation } from '#libs/trajectory';
import { birthday } from '../days.js';
import { GUARDIANSHIP_HANDED_OVER, PROTECTION_FLOWS, SUPERVISION_ENDED_AS_PLANNED } from '../published/figures.js';
import type { Random, Weighted } from '../random.js';
import { INSTITUTIONS } from '../region.js';
import type { CareCareer } from './care-career.js';

/** One measure as it went; days as numbers. */
export interface Measure {
  readonly type: MeasureType;
  readonly start: number;
  readonly end: number;
  readonly reason: MeasureEndReason;
  readonly institution: string;
  readonly transfer: { readonly on: number; readonly to: string } | null;
  readonly placements: readonly {
    readonly authorisation: PlacementAuthorisation;
    readonly from: number;
    readonly until: number | null;
  }[];
}

/** Whether a client gets measures: mostly those sent by a certified institution. */
const FIRST_MEASURE = { sentByInstitution: 0.19, other: 0.015 };

/** First measures per 1,000: of the supervision orders (OTS) most do not follow a provisional one. */
const FIRST_TYPES: Weighted<MeasureType> = [
  ['11', 560],
  ['12', PROTECTION_FLOWS['12'].cells.in.value! / 9.065],
  ['22', 20],
  ['23', 10],
  ['21', 15],
];

/** Mean days of a measure in a steady state: stock over yearly flow. */
function meanDays(type: '11' | '12' | '21' | '22+23'): number {
  const { opening, closing, out } = PROTECTION_FLOWS[type].cells;
  return (((opening.value! + closing.value!) / 2) * 365.25) / out.value!;
}

const PLANNED = SUPERVISION_ENDED_AS_PLANNED.cells['04'].value! / PROTECTION_FLOWS['11'].cells.out.value!;

/** Ends of a supervision order that does not last until the 18th birthday. */
const SUPERVISION_ENDS: Weighted<MeasureEndReason> = [
  ['04', PLANNED],
  ['05', 0.09],
  ['02', 0.04],
  ['03', 0.03],
];

const handedOver = (to: '12' | '13') =>
  GUARDIANSHIP_HANDED_OVER.cells[to].value! / PROTECTION_FLOWS['21'].cells.out.value!;

/** Ends of a guardianship; the rest lasts until the child is of age. */
const GUARDIANSHIP_ENDS: Weighted<MeasureEndReason> = [
  ['12', handedOver('12')],
  ['13', handedOver('13')],
  ['14', 0.05],
  ['11', 1 - handedOver('12') - handedOver('13') - 0.05],
];

/** A provisional order goes over into its definitive one this often, and the recorded reason then says so this often. */
const CONTINUED = { supervision: 0.76, guardianship: 0.6, recordedAsSuch: 0.35 };
/** Another supervision order after one that was no longer needed. */
const AGAIN = 0.12;

/** Draws the measures of a client; most have none. */
export function protectionCareer(career: CareCareer, until: number, random: Random): Measure[] {
  const sent = career.spells.some(({ referrer }) => referrer === '04');
  const first = career.spells[0]!;
  if (!random.chance(sent ? FIRST_MEASURE.sentByInstitution : FIRST_MEASURE.other)) return [];
  const anchor = career.spells.find(({ referrer, start }) => referrer === '04' && start !== null) ?? first;
  // A child can be placed under supervision before it is born, up to 280 days.
  const unborn = first.start! - career.born < 200 && random.chance(0.3);
  const start = unborn
    ? career.born - random.int(5, 60)
    : Math.max(career.born, (anchor.start ?? anchor.intakeOn) - random.int(0, 300));
  return new ProtectionDraw(career, until, random).from(unborn ? '12' : random.pick(FIRST_TYPES), start);
}

class ProtectionDraw {
  readonly #measures: Measure[] = [];
  readonly #adultOn: number;
  readonly #goneOn: number;
  #institution: string;

  constructor(
    private readonly career: CareCareer,
    private readonly until: number,
    private readonly random: Random,
  ) {
    this.#adultOn = birthday(career.born, 18);
    this.#goneOn = career.fate.diedOn ?? Infinity;
    this.#institution = random.pick(INSTITUTIONS);
  }

  from(type: MeasureType, start: number): Measure[] {
    let next: { type: MeasureType; start: number } | null = { type, start };
    while (next && next.start < this.#adultOn && next.start <= Math.min(this.until, this.#goneOn)) {
      next = this.#impose(next.type, next.start);
    }
    return this.#measures;
  }

  /** Adds one measure and answers what follows it, if anything. */
  #impose(type: MeasureType, start: number): { type: MeasureType; start: number } | null {
    const { random } = this;
    const plan = this.#plan(type);
    let end = Math.max(start + plan.days, this.career.born + 1);
    let reason = plan.reason;
    const guardianship = type >= '21';
    let next = plan.next;
    if (end >= this.#adultOn) {
      end = Math.max(start, this.#adultOn - 1);
      reason = guardianship ? '11' : '01';
      next = null;
    }
    if (end >= this.#goneOn) {
      end = this.#goneOn;
      reason = guardianship ? '15' : '06';
      next = null;
    }
    const transfer =
      end - start > 60 && random.chance(0.1)
        ? { on: random.int(start + 30, end), to: random.pick(INSTITUTIONS.filter(([id]) => id !== this.#institution)) }
        : null;
    this.#measures.push({
      type,
      start,
      end,
      reason,
      institution: this.#institution,
      transfer,
      placements: type < '21' ? this.#placements(Math.max(start, this.career.born), end) : [],
    });
    if (transfer) this.#institution = transfer.to;
    return next && { type: next.type, start: end + next.gap };
  }

  #plan(type: MeasureType): {
    days: number;
    reason: MeasureEndReason;
    next: { type: MeasureType; gap: number } | null;
  } {
    const { random } = this;
    if (type === '12') {
      const days = random.chance(0.85) ? random.int(85, 92) : random.int(14, 84);
      if (!random.chance(CONTINUED.supervision)) return { days, reason: random.one(['02', '03', '04']), next: null };
      const reason = random.chance(CONTINUED.recordedAsSuch) ? '07' : '04';
      return { days, reason, next: { type: '11', gap: random.int(0, 3) } };
    }
    if (type === '22' || type === '23') {
      const days = Math.round(random.logNormal(meanDays('22+23') * 0.8, 0.6));
      const continued = type === '22' && random.chance(CONTINUED.guardianship);
      return { days, reason: continued ? '12' : '14', next: continued ? { type: '21', gap: random.int(0, 1) } : null };
    }
    if (type === '21') {
      const reason = random.pick(GUARDIANSHIP_ENDS);
      return { days: reason === '11' ? 40_000 : Math.round(random.logNormal(1100, 0.7)), reason, next: null };
    }
    const reason = random.pick(SUPERVISION_ENDS);
    // Orders are given for a year at most and then prolonged, so many end after whole years.
    const drawn = random.logNormal(meanDays('11') * 0.86, 0.65);
    const days = random.chance(0.5) ? Math.max(1, Math.round(drawn / 365)) * 365 - 1 : Math.round(drawn);
    if (reason === '05') return { days, reason, next: { type: '21', gap: 1 } };
    const again = random.chance(AGAIN);
    return { days, reason, next: again ? { type: '11', gap: Math.round(random.logNormal(400, 0.9)) + 2 } : null };
  }

  /** Authorisations for out-of-home placement (72) and closed placement (71) within a supervision order. */
  #placements(start: number, end: number): Measure['placements'] {
    const { random } = this;
    const kinds: Weighted<PlacementAuthorisation | null> = [
      ['72', 0.3],
      ['71', 0.04],
      [null, 0.66],
    ];
    const authorisation = random.pick(kinds);
    if (authorisation === null) return [];
    const from = random.int(start, Math.min(end, start + 200));
    const until = from + Math.round(random.logNormal(authorisation === '71' ? 150 : 300, 0.5));
    const first = { authorisation, from, until: until <= end ? until : random.chance(0.8) ? end : null };
    if (first.until === null || first.until + 30 > end || !random.chance(0.2)) return [first];
    return [first, { authorisation, from: first.until + random.int(1, 20), until: end }];
  }
}
