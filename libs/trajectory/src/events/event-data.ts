/**
 * The `data` of every event type, field by field: the tables of contract section 3.
 *
 * Dates are calendar days in Europe/Amsterdam written `YYYY-MM-DD`; codes are the CBS codes of `codes/`,
 * each list under a name of its own because code numbers clash across lists.
 */
import type {
  CareForm,
  CaseStatus,
  ChangeReason,
  EndReason,
  GoalMoment,
  GoalScale,
  GoalStatus,
  Informant,
  LeftObservationReason,
  LifeDomain,
  MeasureEndReason,
  MeasureType,
  AnalysisAuthor,
  AssessmentMoment,
  OffenceSeverity,
  PlacementAuthorisation,
  PlanForm,
  ProbationType,
  RecognisedIntervention,
  CareAfter,
  Referrer,
  RiskChange,
  Sex,
  WaitReason,
  WithoutHelpAnswer,
} from '../codes/code-lists.js';

/** A calendar day, `YYYY-MM-DD`, Europe/Amsterdam. */
export type Day = string;

/** A birth date as far as it is known (geboortedatum): `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export type PartialDate = string;

/** How the ledger names a client once a BSN has been replaced: a keyed pseudonym. */
export interface ClientRef {
  readonly pseudonym: string;
}

/** The idempotency key of an event: what corrections and retractions point at. */
export interface EventKey {
  readonly source: string;
  readonly id: string;
}

/** Which version of which instrument was used (STEP, exit questionnaire, ...). */
export interface Instrument {
  readonly id: string;
  readonly version: string;
}

/** Every event says when it was true for the child. */
export interface Dated {
  readonly effectiveOn: Day;
}

/** What every opening event tells about the client. */
export interface OpeningData extends Dated {
  readonly client: ClientRef;
  /** `GM` + 4 digits. */
  readonly municipality: string;
  readonly born: PartialDate;
  readonly sex: Sex;
}

/** Intake (aanmelding/intake): opens a trajectory. */
export interface IntakeRegistered extends OpeningData {
  readonly provider: string;
  readonly careForm: CareForm;
  readonly referrer: Referrer;
  readonly referredOn?: Day;
  readonly decidedOn?: Day;
  readonly previousTrajectory?: string;
}

/** First day of care (CBS: datum aanvang). */
export interface CareStarted extends Dated {
  readonly careForm: CareForm;
  readonly crisis: boolean;
}

/** A pause in the wait begins or ends (wachttijd). */
export interface WaitingPausedOrResumed extends Dated {
  readonly reason: WaitReason;
}

/** Scores of one assessment: by scale code, or item scores in the instrument's order (`null` = not answered). */
export type AssessmentScores = Readonly<Record<string, number>> | readonly (number | null)[];

/** A severity assessment such as the STEP (Standaard Taxatie Ernst Problematiek). */
export interface StepAssessed extends Dated {
  readonly moment: AssessmentMoment;
  readonly instrument: Instrument;
  readonly scores: AssessmentScores;
}

/** A goal as a plan names it (doel). */
export interface PlannedGoal {
  readonly goal: string;
  readonly domain?: string;
  readonly scale: GoalScale;
}

/** The care plan is fixed (hulpverleningsplan). */
export interface PlanEstablished extends Dated {
  readonly form: PlanForm;
  readonly familyGroupPlan?: boolean;
  readonly goals: readonly PlannedGoal[];
}

/** A goal is added, scored or withdrawn (doelrealisatie). */
export interface GoalUpdated extends Dated {
  readonly goal: string;
  readonly status: GoalStatus;
  readonly scale?: GoalScale;
  readonly score?: number;
  readonly moment?: GoalMoment;
}

/** Verklarende analyse. */
export interface ExplanatoryAnalysisCompleted extends Dated {
  readonly by: AnalysisAuthor;
  readonly model?: string;
}

/** Perspectiefplan (toekomstplan), with the life domains it covers. */
export interface PerspectivePlanMade extends Dated {
  readonly domains: readonly LifeDomain[];
}

/** A referral to a heavier or a lighter care form (opschaling, afschaling). */
export interface ReferralStepped extends Dated {
  readonly fromCareForm: CareForm;
  readonly toCareForm: CareForm;
  readonly toProvider?: string;
  readonly toTrajectory?: string;
}

/** Exit questionnaire (exitvragenlijst; CBS outcome 2 and 3.1). */
export interface ExitQuestionnaireCompleted extends Dated {
  readonly informant: Informant;
  readonly instrument?: Instrument;
  /** 1-10. */
  readonly usefulness?: number;
  readonly withoutHelp?: WithoutHelpAnswer;
  readonly items?: Readonly<Record<string, number>>;
}

/** A declared cost (declaratie), in eurocents. */
export interface CostDeclared extends Dated {
  readonly amountCents: number;
  readonly periodFrom: Day;
  readonly periodTo: Day;
  readonly productCategory?: string;
  readonly productCode?: string;
}

/** Last day of care (CBS: datum einde) and why it ended (reden beëindiging). */
export interface TrajectoryEnded extends Dated {
  readonly endReason: EndReason;
  readonly imputed?: boolean;
  readonly deceased?: boolean;
}

/** A returning client is registered on a new trajectory (herhaald beroep). */
export interface ReEntryRegistered extends Dated {
  readonly previousTrajectory: string;
}

/** A child protection measure is imposed (OTS, VOTS, voogdij): opens a measure. */
export interface ProtectionMeasureImposed extends OpeningData {
  readonly measureType: MeasureType;
  readonly institution: string;
}

/** The measure or probation passes to another certified body (overdracht tussen GI's). */
export interface Transferred extends Dated {
  readonly toInstitution: string;
}

/** A placement authorisation begins or ends (machtiging uithuisplaatsing). */
export interface PlacementAuthorisationChanged extends Dated {
  readonly authorisation: PlacementAuthorisation;
}

/** A measure ends, and why. */
export interface ProtectionMeasureEnded extends Dated {
  readonly endReason: MeasureEndReason;
}

/** Youth probation starts (jeugdreclassering): opens a probation. */
export interface ProbationStarted extends OpeningData {
  readonly probationType: ProbationType;
  readonly institution: string;
}

/** Youth probation ends: change of the DRP total, and whether care goes on. */
export interface ProbationEnded extends Dated {
  readonly riskChange?: RiskChange;
  readonly careAfter?: CareAfter;
  readonly recognisedIntervention?: RecognisedIntervention;
}

/** An offence known to the justice register; `effectiveOn` is the date of the offence. */
export interface OffenceRecorded extends Dated {
  readonly offence: OffenceSeverity;
  readonly caseStatus: CaseStatus;
}

/** A match with the justice register: in this span, no recorded offence means none. */
export interface JusticeRegisterMatched extends Dated {
  readonly coveredFrom: Day;
  readonly coveredUntil: Day;
}

/** The client moved (verhuizing). */
export interface ClientMoved extends Dated {
  readonly municipality: string;
}

/** From `effectiveOn` (the last day seen) the sources no longer see this client. */
export interface ClientLeftObservation extends Dated {
  readonly reason: LeftObservationReason;
}

/** Two pseudonyms are one person, over their whole history. */
export interface ClientsLinked extends Dated {
  /** A pseudonym. */
  readonly otherClient: string;
}

/** A correction: the full new `data` of the event it points at. */
export interface EventCorrected extends Dated {
  readonly corrects: EventKey;
  readonly data: Readonly<Record<string, unknown>>;
  readonly reason: ChangeReason;
}

/** A retraction: the event it points at never happened. */
export interface EventRetracted extends Dated {
  readonly retracts: EventKey;
  readonly reason: ChangeReason;
}

/**
 * Event name -> its `data`. The order of the keys is the order of contract section 3, which also orders
 * events of one day (contract section 1).
 */
export interface EventDataByName {
  'intake-registered': IntakeRegistered;
  'care-started': CareStarted;
  'waiting-paused': WaitingPausedOrResumed;
  'waiting-resumed': WaitingPausedOrResumed;
  'step-assessed': StepAssessed;
  'plan-established': PlanEstablished;
  'goal-updated': GoalUpdated;
  'explanatory-analysis-completed': ExplanatoryAnalysisCompleted;
  'perspective-plan-made': PerspectivePlanMade;
  'referral-stepped-up': ReferralStepped;
  'referral-stepped-down': ReferralStepped;
  'exit-questionnaire-completed': ExitQuestionnaireCompleted;
  'cost-declared': CostDeclared;
  'trajectory-ended': TrajectoryEnded;
  're-entry-registered': ReEntryRegistered;
  'protection-measure-imposed': ProtectionMeasureImposed;
  'protection-measure-transferred': Transferred;
  'placement-authorised': PlacementAuthorisationChanged;
  'placement-authorisation-ended': PlacementAuthorisationChanged;
  'protection-measure-ended': ProtectionMeasureEnded;
  'probation-started': ProbationStarted;
  'probation-transferred': Transferred;
  'probation-ended': ProbationEnded;
  'offence-recorded': OffenceRecorded;
  'justice-register-matched': JusticeRegisterMatched;
  'client-moved': ClientMoved;
  'client-deceased': Dated;
  'client-left-observation': ClientLeftObservation;
  'client-returned-to-observation': Dated;
  'clients-linked': ClientsLinked;
  'event-corrected': EventCorrected;
  'event-retracted': EventRetracted;
}
