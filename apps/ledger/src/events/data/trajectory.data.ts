/** Data of the trajectory's events: contract section 3, first table. */
import {
  ANALYSIS_AUTHORS,
  ASSESSMENT_MOMENTS,
  CARE_FORMS,
  END_REASONS,
  GOAL_MOMENTS,
  GOAL_SCALES,
  GOAL_STATUSES,
  INFORMANTS,
  LIFE_DOMAINS,
  PLAN_FORMS,
  REFERRERS,
  WAIT_REASONS,
  WITHOUT_HELP_ANSWERS,
  type EventDataByName,
  type PlannedGoal,
} from '#libs/trajectory';
import { Field } from './field.js';
import {
  Cents,
  Code,
  Codes,
  Flag,
  FreeCode,
  Id,
  isFiniteNumber,
  isNumbersByCode,
  Numeric,
  On,
  Parts,
} from './rules.js';
import { DatedData, InstrumentData, InstrumentPart, OpeningEventData, type Sent } from './shared.data.js';

type Data = EventDataByName;

export class IntakeRegisteredData extends OpeningEventData implements Sent<Data['intake-registered']> {
  @Id({ about: 'The care provider' })
  readonly provider!: string;

  @Code(CARE_FORMS)
  readonly careForm!: Data['intake-registered']['careForm'];

  @Code(REFERRERS)
  readonly referrer!: Data['intake-registered']['referrer'];

  @On({ optional: true })
  readonly referredOn?: string;

  @On({ optional: true })
  readonly decidedOn?: string;

  @Id({ optional: true })
  readonly previousTrajectory?: string;
}

export class CareStartedData extends DatedData implements Sent<Data['care-started']> {
  @Code(CARE_FORMS)
  readonly careForm!: Data['care-started']['careForm'];

  @Flag()
  readonly crisis!: boolean;
}

export class WaitingData extends DatedData implements Sent<Data['waiting-paused']> {
  @Code(WAIT_REASONS)
  readonly reason!: Data['waiting-paused']['reason'];
}

const areItemScores = (value: unknown): boolean =>
  Array.isArray(value) && value.every((score) => score === null || isFiniteNumber(score));

export class StepAssessedData extends DatedData implements Sent<Data['step-assessed']> {
  @Code(ASSESSMENT_MOMENTS)
  readonly moment!: Data['step-assessed']['moment'];

  @InstrumentPart()
  readonly instrument!: InstrumentData;

  @Field({
    what: 'an object of scale code -> number, or a list of numbers in the order of the items, null where not answered',
    shape: (value) => isNumbersByCode(value) || areItemScores(value),
    schema: {
      oneOf: [
        { type: 'object', additionalProperties: { type: 'number' } },
        { type: 'array', items: { type: 'number', nullable: true } },
      ],
    },
  })
  readonly scores!: Data['step-assessed']['scores'];
}

export class PlannedGoalData implements PlannedGoal {
  @Id()
  readonly goal!: string;

  @FreeCode({ optional: true })
  readonly domain?: string;

  @Code(GOAL_SCALES)
  readonly scale!: PlannedGoal['scale'];
}

export class PlanEstablishedData extends DatedData implements Sent<Data['plan-established']> {
  @Code(PLAN_FORMS)
  readonly form!: Data['plan-established']['form'];

  @Flag({ optional: true })
  readonly familyGroupPlan?: boolean;

  @Parts(() => PlannedGoalData, 'a list of at most 500 objects with goal, scale and perhaps domain')
  readonly goals!: PlannedGoalData[];
}

export class GoalUpdatedData extends DatedData implements Sent<Data['goal-updated']> {
  @Id()
  readonly goal!: string;

  @Code(GOAL_STATUSES)
  readonly status!: Data['goal-updated']['status'];

  @Code(GOAL_SCALES, {
    optional: true,
    neededIf: (data: GoalUpdatedData) => data.status === 'added',
    about: 'Needed with status added',
  })
  readonly scale?: Data['goal-updated']['scale'];

  @Numeric(
    {},
    {
      optional: true,
      neededIf: (data: GoalUpdatedData) => data.status === 'scored',
      about: 'Needed with status scored; a whole number on the goal’s scale',
    },
  )
  readonly score?: number;

  @Code(GOAL_MOMENTS, { optional: true })
  readonly moment?: Data['goal-updated']['moment'];
}

export class ExplanatoryAnalysisCompletedData
  extends DatedData
  implements Sent<Data['explanatory-analysis-completed']>
{
  @Code(ANALYSIS_AUTHORS)
  readonly by!: Data['explanatory-analysis-completed']['by'];

  @FreeCode({ optional: true })
  readonly model?: string;
}

export class PerspectivePlanMadeData extends DatedData implements Sent<Data['perspective-plan-made']> {
  @Codes(LIFE_DOMAINS)
  readonly domains!: Data['perspective-plan-made']['domains'];
}

export class ReferralSteppedData extends DatedData implements Sent<Data['referral-stepped-up']> {
  @Code(CARE_FORMS)
  readonly fromCareForm!: Data['referral-stepped-up']['fromCareForm'];

  @Code(CARE_FORMS)
  readonly toCareForm!: Data['referral-stepped-up']['toCareForm'];

  @Id({ optional: true })
  readonly toProvider?: string;

  @Id({ optional: true })
  readonly toTrajectory?: string;
}

export class ExitQuestionnaireCompletedData extends DatedData implements Sent<Data['exit-questionnaire-completed']> {
  @Code(INFORMANTS)
  readonly informant!: Data['exit-questionnaire-completed']['informant'];

  @InstrumentPart(true)
  readonly instrument?: InstrumentData;

  @Numeric({ minimum: 1, maximum: 10 }, { optional: true })
  readonly usefulness?: number;

  @Code(WITHOUT_HELP_ANSWERS, { optional: true })
  readonly withoutHelp?: Data['exit-questionnaire-completed']['withoutHelp'];

  @Field(
    {
      what: 'an object of item code -> number',
      shape: isNumbersByCode,
      schema: { type: 'object', additionalProperties: { type: 'number' } },
    },
    { optional: true },
  )
  readonly items?: Readonly<Record<string, number>>;
}

export class CostDeclaredData extends DatedData implements Sent<Data['cost-declared']> {
  @Cents()
  readonly amountCents!: number;

  @On()
  readonly periodFrom!: string;

  @On()
  readonly periodTo!: string;

  @FreeCode({ optional: true })
  readonly productCategory?: string;

  @FreeCode({ optional: true })
  readonly productCode?: string;
}

export class TrajectoryEndedData extends DatedData implements Sent<Data['trajectory-ended']> {
  @Code(END_REASONS)
  readonly endReason!: Data['trajectory-ended']['endReason'];

  @Flag({ optional: true })
  readonly imputed?: boolean;

  @Flag({ optional: true })
  readonly deceased?: boolean;
}

export class ReEntryRegisteredData extends DatedData implements Sent<Data['re-entry-registered']> {
  @Id()
  readonly previousTrajectory!: string;
}
