/** Data of the events of measures and probations: contract section 3, second and third table. */
import {
  CARE_AFTER,
  MEASURE_END_REASONS,
  MEASURE_TYPES,
  PLACEMENT_AUTHORISATIONS,
  PROBATION_TYPES,
  RECOGNISED_INTERVENTIONS,
  RISK_CHANGES,
  type EventDataByName,
} from '#libs/trajectory';
import { Code, Id } from './rules.js';
import { DatedData, OpeningEventData, type Sent } from './shared.data.js';

type Data = EventDataByName;

export class ProtectionMeasureImposedData extends OpeningEventData implements Sent<Data['protection-measure-imposed']> {
  @Code(MEASURE_TYPES)
  readonly measureType!: Data['protection-measure-imposed']['measureType'];

  @Id({ about: 'The certified body (GI)' })
  readonly institution!: string;
}

export class TransferredData extends DatedData implements Sent<Data['protection-measure-transferred']> {
  @Id()
  readonly toInstitution!: string;
}

export class PlacementAuthorisationData extends DatedData implements Sent<Data['placement-authorised']> {
  @Code(PLACEMENT_AUTHORISATIONS)
  readonly authorisation!: Data['placement-authorised']['authorisation'];
}

export class ProtectionMeasureEndedData extends DatedData implements Sent<Data['protection-measure-ended']> {
  @Code(MEASURE_END_REASONS)
  readonly endReason!: Data['protection-measure-ended']['endReason'];
}

export class ProbationStartedData extends OpeningEventData implements Sent<Data['probation-started']> {
  @Code(PROBATION_TYPES)
  readonly probationType!: Data['probation-started']['probationType'];

  @Id({ about: 'The certified body (GI)' })
  readonly institution!: string;
}

export class ProbationEndedData extends DatedData implements Sent<Data['probation-ended']> {
  @Code(RISK_CHANGES, { optional: true })
  readonly riskChange?: Data['probation-ended']['riskChange'];

  @Code(CARE_AFTER, { optional: true })
  readonly careAfter?: Data['probation-ended']['careAfter'];

  @Code(RECOGNISED_INTERVENTIONS, { optional: true })
  readonly recognisedIntervention?: Data['probation-ended']['recognisedIntervention'];
}
