/**
 * The code lists of the ledger: CBS Informatieprotocol Beleidsinformatie Jeugd v7 (domain notes 2.8, 2.10, 5)
 * and the lists of contract section 3. Each list has a name of its own: the numbers clash (11 is an OTS, a way
 * guardianship ends, and foster care).
 */

/** CBS hulpvorm (5.2): 01-04 without stay, 11-14 with stay. */
export const CARE_FORMS = ['01', '02', '03', '04', '11', '12', '13', '14'] as const;
export type CareForm = (typeof CARE_FORMS)[number];

/** CBS verwijzer (5.2). There is no 07. */
export const REFERRERS = ['01', '02', '03', '04', '05', '06', '08'] as const;
export type Referrer = (typeof REFERRERS)[number];

/** CBS geslacht (5.1): vrouw, man, onbekend. */
export const SEXES = ['V', 'M', 'O'] as const;
export type Sex = (typeof SEXES)[number];

/** CBS reden beëindiging jeugdhulp (5.2); `unknown` = CBS onbekend. */
export const END_REASONS = ['01', '02', '03', '04', '05', 'unknown'] as const;
export type EndReason = (typeof END_REASONS)[number];

export const WAIT_REASONS = ['client-request', 'matching', 'other'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

export const ASSESSMENT_MOMENTS = ['start', 'interim', 'end'] as const;
export type AssessmentMoment = (typeof ASSESSMENT_MOMENTS)[number];

export const PLAN_FORMS = ['written', 'oral'] as const;
export type PlanForm = (typeof PLAN_FORMS)[number];

/** Goal scales (domain notes 3.2): DR4 1..4, GAS5 -2..2, GAS6 -3..2. */
export const GOAL_SCALES = ['DR4', 'GAS5', 'GAS6'] as const;
export type GoalScale = (typeof GOAL_SCALES)[number];

export const GOAL_STATUSES = ['added', 'scored', 'withdrawn'] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

export const GOAL_MOMENTS = ['interim', 'end'] as const;
export type GoalMoment = (typeof GOAL_MOMENTS)[number];

export const ANALYSIS_AUTHORS = ['provider', 'local-team'] as const;
export type AnalysisAuthor = (typeof ANALYSIS_AUTHORS)[number];

/** The "Big 5" of a perspectiefplan (domain notes 6.2). */
export const LIFE_DOMAINS = ['housing', 'education-work', 'income', 'wellbeing', 'support'] as const;
export type LifeDomain = (typeof LIFE_DOMAINS)[number];

export const INFORMANTS = ['youth', 'parent'] as const;
export type Informant = (typeof INFORMANTS)[number];

/** CBS outcome 3.1, protocol v7 (4.4). */
export const WITHOUT_HELP_ANSWERS = ['01', '02', '03', '04'] as const;
export type WithoutHelpAnswer = (typeof WITHOUT_HELP_ANSWERS)[number];

/** CBS type kinderbeschermingsmaatregel (5.1.1): OTS, VOTS, voogdij, voorlopige voogdij, tijdelijke voogdij. */
export const MEASURE_TYPES = ['11', '12', '21', '22', '23'] as const;
export type MeasureType = (typeof MEASURE_TYPES)[number];

/** CBS type machtiging uithuisplaatsing (5.1.4): 71 gesloten, 72 uithuisplaatsing. */
export const PLACEMENT_AUTHORISATIONS = ['71', '72'] as const;
export type PlacementAuthorisation = (typeof PLACEMENT_AUTHORISATIONS)[number];

/** CBS reden beëindiging maatregel (5.3.1): 01-07 (V)OTS, 11-15 voogdij. */
export const MEASURE_END_REASONS = ['01', '02', '03', '04', '05', '06', '07', '11', '12', '13', '14', '15'] as const;
export type MeasureEndReason = (typeof MEASURE_END_REASONS)[number];

/** CBS type jeugdreclassering (5.2.1). */
export const PROBATION_TYPES = ['41', '42', '50', '51', '61', '62', '63'] as const;
export type ProbationType = (typeof PROBATION_TYPES)[number];

/** CBS wijze beëindiging jeugdreclassering, DRP total (5.3.1): lower, equal, higher. */
export const RISK_CHANGES = ['41', '42', '43'] as const;
export type RiskChange = (typeof RISK_CHANGES)[number];

/** CBS wijze beëindiging jeugdreclassering: still care (52) or not (51). */
export const CARE_AFTER = ['51', '52'] as const;
export type CareAfter = (typeof CARE_AFTER)[number];

/** CBS inzet erkende interventie (5.2.4): yes 01, no 02. */
export const RECOGNISED_INTERVENTIONS = ['01', '02'] as const;
export type RecognisedIntervention = (typeof RECOGNISED_INTERVENTIONS)[number];

/** Severity of an offence, light to heavy (algemene, ernstige, zeer ernstige recidive). */
export const OFFENCE_SEVERITIES = ['general', 'serious', 'very-serious'] as const;
export type OffenceSeverity = (typeof OFFENCE_SEVERITIES)[number];

export const CASE_STATUSES = ['valid', 'pending', 'dismissed'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const LEFT_OBSERVATION_REASONS = ['emigrated', 'moved-out-of-region', 'other'] as const;
export type LeftObservationReason = (typeof LEFT_OBSERVATION_REASONS)[number];

/** Why an event was corrected or retracted. */
export const CHANGE_REASONS = ['typing-error', 'wrong-client', 'late-information', 'other'] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];
