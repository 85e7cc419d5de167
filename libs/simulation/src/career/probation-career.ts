/** Youth probation (jeugdreclassering) of one client, and what the justice register knows. */
import type {
  CareAfter,
  CaseStatus,
  OffenceSeverity,
  ProbationType,
  RecognisedIntervention,
  RiskChange,
} from '#libs/trajectory';
import { MONTH, birthday, dayOf, yearOf } from '../days.js';
import { PROBATION_DURATION_WEIGHTS } from '../published/distributions.js';
import {
  PROBATION_DURATION_CLASSES,
  PROBATION_FLOW,
  PROBATION_RARE_STARTS,
  PROBATION_STARTS,
  RECIDIVISM_FOUR_YEARS,
  RECIDIVISM_TWO_YEARS,
} from '../published/figures.js';
import type { Random, Weighted } from '../random.js';
import { INSTITUTIONS } from '../region.js';
import type { CareCareer } from './care-career.js';

/** One probation as it went; days as numbers. */
export interface Probation {
  readonly type: ProbationType;
  readonly start: number;
  readonly end: number;
  readonly institution: string;
  readonly transfer: { readonly on: number; readonly to: string } | null;
  readonly riskChange: RiskChange | null;
  readonly careAfter: CareAfter | null;
  readonly recognisedIntervention: RecognisedIntervention | null;
}

export interface Offence {
  readonly on: number;
  readonly severity: OffenceSeverity;
  readonly status: CaseStatus;
}

/** A yearly comparison with the justice register. */
export interface RegisterMatch {
  readonly on: number;
  readonly from: number;
  readonly until: number;
}

export interface JusticeCareer {
  readonly probations: readonly Probation[];
  readonly offences: readonly Offence[];
  readonly matches: readonly RegisterMatch[];
}

/** Whether a client has probation: nearly all who are sent by a judge, few others (tried from the age of 12). */
const PROBATION = { sentByJudge: 0.6, other: 0.047 };

const begun = Object.values(PROBATION_STARTS.cells).reduce((sum, { value }) => sum + value!, 0);
const TYPES: Weighted<ProbationType> = [
  ...(Object.entries(PROBATION_STARTS.cells) as [ProbationType, { value: number }][]).map(
    ([type, { value }]) => [type, value] as const,
  ),
  ...(Object.entries(PROBATION_RARE_STARTS.cells) as [ProbationType, { value: number }][]).map(
    ([type, { value }]) => [type, value] as const,
  ),
  ['61', begun / 400],
];

/** Another probation follows this often: somewhat more than the published share of repeat use, because some are cut off by age. */
const AGAIN = (1.4 * PROBATION_FLOW.cells.repeat.value!) / PROBATION_FLOW.cells.begun.value!;

/** Time to recidivism as a Weibull curve through the two published points: within two and within four years. */
const RECIDIVISM = (() => {
  const hazard = (share: number) => -Math.log(1 - share / 100);
  const two = hazard(RECIDIVISM_TWO_YEARS.cells.general.value!);
  // The four-year figure is of an older cohort: its shape is used, scaled to the level of the two-year one.
  const four = hazard(RECIDIVISM_FOUR_YEARS.cells.general.value! * 0.91);
  const shape = Math.log2(four / two);
  return { shape, scale: (730 * 1.12) / two ** (1 / shape) };
})();

const STATUSES: Weighted<CaseStatus> = [
  ['valid', 0.8],
  ['pending', 0.2],
];
const SEVERITIES: Weighted<OffenceSeverity> = [
  ['general', 0.5],
  ['serious', 0.42],
  ['very-serious', 0.08],
];

/** Draws probation, offences and register matches of a client; most have none. */
export function justiceCareer(career: CareCareer, until: number, random: Random): JusticeCareer {
  const probations = drawProbations(career, until, random);
  if (probations.length === 0) return { probations, offences: [], matches: [] };
  const matches = random.chance(0.94) ? drawMatches(probations, career, random) : [];
  return { probations, offences: drawOffences(probations, career, random), matches };
}

function drawProbations(career: CareCareer, until: number, random: Random): Probation[] {
  const judged = career.spells.find(({ referrer, start }) => referrer === '08' && start !== null);
  if (!random.chance(judged ? PROBATION.sentByJudge : PROBATION.other)) return [];
  const anchor = judged?.start ?? career.spells[0]!.start! + random.int(-200, 1200);
  let start = judged ? anchor - random.int(0, 120) : anchor;
  const probations: Probation[] = [];
  let institution = random.pick(INSTITUTIONS);
  const last = Math.min(until, career.fate.diedOn ?? Infinity, career.fate.left?.on ?? Infinity);
  while (start >= birthday(career.born, 12) && start < birthday(career.born, 21) && start < last) {
    const { from, to } = PROBATION_DURATION_CLASSES[random.pick(PROBATION_DURATION_WEIGHTS)];
    const drawn = start + Math.floor(random.logUniform(Math.max(14, from * MONTH + 1), to * MONTH - 1));
    const end = Math.min(drawn, career.fate.diedOn ?? Infinity, career.fate.left?.on ?? Infinity);
    const transfer =
      end - start > 90 && random.chance(0.04)
        ? { on: random.int(start + 30, end), to: random.pick(INSTITUTIONS.filter(([id]) => id !== institution)) }
        : null;
    probations.push({ type: random.pick(TYPES), start, end, institution, transfer, ...drawEnd(random) });
    institution = transfer?.to ?? institution;
    if (end < drawn || !random.chance(AGAIN)) break;
    start = end + 2 + Math.round(random.logNormal(300, 0.8));
  }
  return probations;
}

function drawEnd(random: Random): Pick<Probation, 'riskChange' | 'careAfter' | 'recognisedIntervention'> {
  return {
    riskChange: random.pick<RiskChange | null>([
      ['41', 0.5],
      ['42', 0.33],
      ['43', 0.09],
      [null, 0.08],
    ]),
    careAfter: random.pick<CareAfter | null>([
      ['51', 0.55],
      ['52', 0.4],
      [null, 0.05],
    ]),
    recognisedIntervention: random.pick<RecognisedIntervention | null>([
      ['01', 0.12],
      ['02', 0.83],
      [null, 0.05],
    ]),
  };
}

/** The offence that led to each probation, and what came after its end. Dismissed cases are there and do not count. */
function drawOffences(probations: readonly Probation[], career: CareCareer, random: Random): Offence[] {
  const offences: Offence[] = [];
  const last = career.fate.diedOn ?? Infinity;
  for (const probation of probations) {
    const index = Math.max(career.born, probation.start - random.int(40, 300));
    offences.push({ on: index, severity: random.pick(SEVERITIES), status: 'valid' });
    let on = probation.end + 1 + Math.floor(random.weibull(RECIDIVISM.scale, RECIDIVISM.shape));
    for (let count = 0; count < 4 && on < probation.end + 2500; count += 1) {
      offences.push({ on, severity: random.pick(SEVERITIES), status: random.pick(STATUSES) });
      on += 20 + Math.floor(random.weibull(500, 0.9));
    }
    if (random.chance(0.08)) {
      offences.push({ on: probation.end + random.int(10, 700), severity: 'general', status: 'dismissed' });
    }
  }
  return offences.filter(({ on }) => on <= last).sort((a, b) => a.on - b.on);
}

/** Every spring the register is matched up to the end of the year before, until five years after the last probation. */
function drawMatches(probations: readonly Probation[], career: CareCareer, random: Random): RegisterMatch[] {
  const first = probations[0]!.start;
  const last = probations[probations.length - 1]!.end;
  const goneYear = career.fate.diedOn === null ? Infinity : yearOf(career.fate.diedOn) + 1;
  const matches: RegisterMatch[] = [];
  for (let year = yearOf(first) + 1; year <= Math.min(yearOf(last) + 5, goneYear); year += 1) {
    matches.push({
      on: dayOf(year, 3, random.int(1, 28)),
      from: matches.length === 0 ? Math.max(career.born, first - 365) : dayOf(year - 1, 1, 1),
      until: dayOf(year - 1, 12, 31),
    });
  }
  return matches;
}
