/** A protection measure and a probation as they stand, for reading. */
import {
  PLACEMENT_AUTHORISATIONS,
  type CareAfter,
  type MeasureEndReason,
  type MeasureType,
  type PlacementAuthorisation,
  type ProbationType,
  type RecognisedIntervention,
  type RiskChange,
} from '../codes/code-lists.js';
import type { Day } from '../events/event-data.js';
import { takeTurns, type TurnSpan } from '../rules/alternation.js';
import { authorisationTurns } from '../rules/measure.js';
import type { Standing } from '../rules/rule.js';
import { openingState, type OpeningState } from './opening-state.js';

/** The certified body (GI) that carries a measure or probation out, from a day on. */
export interface Carrier {
  readonly institution: string;
  readonly from: Day;
}

interface LegalState extends OpeningState {
  readonly phase: 'not-opened' | 'in-force' | 'ended';
  /** The certified body that carries it out, or did last. */
  readonly institution: string | null;
  /** Every body that carried it out, the first one first. */
  readonly carriers: readonly Carrier[];
  readonly endedOn: Day | null;
}

/** A span in which the child may be placed out of home (machtiging). */
export interface AuthorisationSpan extends TurnSpan {
  readonly authorisation: PlacementAuthorisation;
}

export interface MeasureState extends LegalState {
  readonly kind: 'measure';
  readonly measureType: MeasureType | null;
  readonly endReason: MeasureEndReason | null;
  readonly authorisations: readonly AuthorisationSpan[];
}

export interface ProbationState extends LegalState {
  readonly kind: 'probation';
  readonly probationType: ProbationType | null;
  readonly riskChange: RiskChange | null;
  readonly careAfter: CareAfter | null;
  readonly recognisedIntervention: RecognisedIntervention | null;
}

export function measureState(standing: Standing): MeasureState {
  const imposed = standing.of('protection-measure-imposed')[0];
  const end = standing.of('protection-measure-ended')[0];
  const carriers = carriersOf(imposed, standing.of('protection-measure-transferred'));
  return {
    kind: 'measure',
    ...openingState(imposed),
    phase: end ? 'ended' : imposed ? 'in-force' : 'not-opened',
    institution: carriers.at(-1)?.institution ?? null,
    carriers,
    endedOn: end?.data.effectiveOn ?? null,
    measureType: imposed?.data.measureType ?? null,
    endReason: end?.data.endReason ?? null,
    authorisations: PLACEMENT_AUTHORISATIONS.flatMap((authorisation) =>
      takeTurns(authorisationTurns(standing, authorisation)).spans.map((span) => ({ authorisation, ...span })),
    ),
  };
}

export function probationState(standing: Standing): ProbationState {
  const started = standing.of('probation-started')[0];
  const end = standing.of('probation-ended')[0];
  const carriers = carriersOf(started, standing.of('probation-transferred'));
  return {
    kind: 'probation',
    ...openingState(started),
    phase: end ? 'ended' : started ? 'in-force' : 'not-opened',
    institution: carriers.at(-1)?.institution ?? null,
    carriers,
    endedOn: end?.data.effectiveOn ?? null,
    probationType: started?.data.probationType ?? null,
    riskChange: end?.data.riskChange ?? null,
    careAfter: end?.data.careAfter ?? null,
    recognisedIntervention: end?.data.recognisedIntervention ?? null,
  };
}

function carriersOf(
  opening: { readonly data: { readonly institution: string; readonly effectiveOn: Day } } | undefined,
  transfers: readonly { readonly data: { readonly toInstitution: string; readonly effectiveOn: Day } }[],
): Carrier[] {
  const first =
    opening === undefined ? [] : [{ institution: opening.data.institution, from: opening.data.effectiveOn }];
  return [...first, ...transfers.map(({ data }) => ({ institution: data.toInstitution, from: data.effectiveOn }))];
}
