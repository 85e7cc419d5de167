import type { EventDataByName, EventName } from '#libs/trajectory';
import { EventCorrectedData, EventRetractedData } from './change.data.js';
import {
  ClientLeftObservationData,
  ClientMovedData,
  ClientsLinkedData,
  JusticeRegisterMatchedData,
  OffenceRecordedData,
} from './client.data.js';
import type { DataClass } from './field.js';
import {
  PlacementAuthorisationData,
  ProbationEndedData,
  ProbationStartedData,
  ProtectionMeasureEndedData,
  ProtectionMeasureImposedData,
  TransferredData,
} from './protection.data.js';
import { ClientEventData, type Sent } from './shared.data.js';
import {
  CareStartedData,
  CostDeclaredData,
  ExitQuestionnaireCompletedData,
  ExplanatoryAnalysisCompletedData,
  GoalUpdatedData,
  IntakeRegisteredData,
  PerspectivePlanMadeData,
  PlanEstablishedData,
  ReEntryRegisteredData,
  ReferralSteppedData,
  StepAssessedData,
  TrajectoryEndedData,
  WaitingData,
} from './trajectory.data.js';

/** The class that the `data` of each event type is checked with. */
export const DATA_CLASSES: { readonly [N in EventName]: DataClass<Sent<EventDataByName[N]>> } = {
  'intake-registered': IntakeRegisteredData,
  'care-started': CareStartedData,
  'waiting-paused': WaitingData,
  'waiting-resumed': WaitingData,
  'step-assessed': StepAssessedData,
  'plan-established': PlanEstablishedData,
  'goal-updated': GoalUpdatedData,
  'explanatory-analysis-completed': ExplanatoryAnalysisCompletedData,
  'perspective-plan-made': PerspectivePlanMadeData,
  'referral-stepped-up': ReferralSteppedData,
  'referral-stepped-down': ReferralSteppedData,
  'exit-questionnaire-completed': ExitQuestionnaireCompletedData,
  'cost-declared': CostDeclaredData,
  'trajectory-ended': TrajectoryEndedData,
  're-entry-registered': ReEntryRegisteredData,
  'protection-measure-imposed': ProtectionMeasureImposedData,
  'protection-measure-transferred': TransferredData,
  'placement-authorised': PlacementAuthorisationData,
  'placement-authorisation-ended': PlacementAuthorisationData,
  'protection-measure-ended': ProtectionMeasureEndedData,
  'probation-started': ProbationStartedData,
  'probation-transferred': TransferredData,
  'probation-ended': ProbationEndedData,
  'offence-recorded': OffenceRecordedData,
  'justice-register-matched': JusticeRegisterMatchedData,
  'client-moved': ClientMovedData,
  'client-deceased': ClientEventData,
  'client-left-observation': ClientLeftObservationData,
  'client-returned-to-observation': ClientEventData,
  'clients-linked': ClientsLinkedData,
  'event-corrected': EventCorrectedData,
  'event-retracted': EventRetractedData,
};
