import { ApiProperty } from '@nestjs/swagger';
import { AnswerDto, WindowDto } from './answer.dto.js';

/** A 95 % confidence interval. */
export class IntervalDto {
  @ApiProperty({ example: 0.95 })
  level!: number;

  @ApiProperty({ example: 0.1752 })
  lower!: number;

  @ApiProperty({ example: 0.2873 })
  upper!: number;

  @ApiProperty({ enum: ['wilson', 'log-log', 'poisson-exact', 'student-t'] })
  method!: string;
}

/** Persons per 1,000 inhabitants. */
export class PerThousandDto {
  @ApiProperty({ type: 'integer', description: 'Persons whose municipality and age band the numbers have' })
  numerator!: number;

  @ApiProperty({ type: 'integer', description: 'Inhabitants' })
  denominator!: number;

  @ApiProperty({ type: 'number', nullable: true, example: 92.4 })
  value!: number | null;

  @ApiProperty({ type: () => IntervalDto, nullable: true, description: 'Of the share, times 1,000' })
  interval!: IntervalDto | null;

  @ApiProperty({ required: false, description: 'Why the value is null', example: 'no-population-file' })
  reason?: string;
}

/** One group's figure; further members by indicator stand beside these. */
export class RowDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'Values of the dimensions in `by`; null where one does not apply',
    example: { municipality: 'GM0344' },
  })
  group!: Record<string, string | null>;

  @ApiProperty({
    required: false,
    type: 'number',
    nullable: true,
    description: 'Shares: cases with the property; rates: events',
  })
  numerator?: number | null;

  @ApiProperty({
    required: false,
    type: 'number',
    nullable: true,
    description: 'Shares: cases with a known answer; rates: person-years',
  })
  denominator?: number | null;

  @ApiProperty({
    required: false,
    type: 'number',
    nullable: true,
    description: 'Shares and rates: null when there is none',
  })
  value?: number | null;

  @ApiProperty({
    required: false,
    type: () => IntervalDto,
    nullable: true,
    description: 'Of the value, or of a mean: null where there is none',
  })
  interval?: IntervalDto | null;

  @ApiProperty({ required: false, type: 'integer', nullable: true, description: 'Measures: cases with a known number' })
  n?: number | null;

  @ApiProperty({ required: false, type: 'number', nullable: true })
  mean?: number | null;

  @ApiProperty({ required: false, type: 'number', nullable: true })
  sd?: number | null;

  @ApiProperty({ required: false, type: 'number', nullable: true })
  median?: number | null;

  @ApiProperty({ required: false, type: 'number', nullable: true })
  p90?: number | null;

  @ApiProperty({
    required: false,
    type: 'integer',
    nullable: true,
    description: 'Estimators: at risk on the last day of follow-up',
  })
  atRisk?: number | null;

  @ApiProperty({
    required: false,
    type: () => PerThousandDto,
    description: 'Measures of persons: per 1,000 inhabitants',
  })
  perThousand?: PerThousandDto;

  @ApiProperty({ required: false, type: 'integer', nullable: true, description: 'Rates: days at risk of all persons' })
  personDays?: number | null;

  @ApiProperty({ required: false, type: 'integer', description: 'Rates: `value` is per so many person-years' })
  perPersonYears?: number;

  @ApiProperty({ required: false, type: 'integer', nullable: true, description: 'Cases whose follow-up is not over' })
  immature?: number | null;

  @ApiProperty({
    required: false,
    type: 'integer',
    nullable: true,
    description: 'Cases that left observation before the end',
  })
  lost?: number | null;

  @ApiProperty({ required: false, type: 'integer', nullable: true, description: 'Cases without a known answer' })
  missing?: number | null;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { type: 'integer', nullable: true },
    description: 'Cases left out, by reason',
  })
  excluded?: Record<string, number | null>;

  @ApiProperty({ description: 'Whether something of the figure is hidden: it is null then, and never 0' })
  suppressed!: boolean;

  @ApiProperty({ required: false, description: 'Why a value is null', example: 'beyond-follow-up' })
  reason?: string;
}

/** The figure for a window. */
export class ValuesDto extends AnswerDto {
  @ApiProperty({ type: [RowDto], description: 'A row per group, sorted by group' })
  rows!: RowDto[];
}

/** One period of a series. */
export class PeriodDto {
  @ApiProperty({ type: WindowDto })
  window!: WindowDto;

  @ApiProperty({ type: [RowDto] })
  rows!: RowDto[];
}

/** The figure for each period of a window. */
export class SeriesDto extends AnswerDto {
  @ApiProperty({ enum: ['P1M', 'P3M', 'P6M', 'P1Y'] })
  interval!: string;

  @ApiProperty({ type: [PeriodDto] })
  periods!: PeriodDto[];
}

/** The estimate on one day. */
export class PointDto {
  @ApiProperty({ type: 'integer', description: 'Days since the index date' })
  day!: number;

  @ApiProperty()
  value!: number;

  @ApiProperty({ type: () => IntervalDto, nullable: true, description: 'Null where the estimate is 0 or 1' })
  interval!: IntervalDto | null;

  @ApiProperty({ type: 'integer', nullable: true })
  atRisk!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  events!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  competing!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  censored!: number | null;
}

/** One group's curve. */
export class CurveRowDto {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', nullable: true } })
  group!: Record<string, string | null>;

  @ApiProperty({ type: 'integer', nullable: true, description: 'First day on which the figure reaches a half' })
  median!: number | null;

  @ApiProperty({
    type: [PointDto],
    description: 'Every day on which something happens; with small numbers protected, steps of whole weeks',
  })
  points!: PointDto[];

  @ApiProperty({ required: false, description: 'Whether the curve is hidden; only where small numbers are protected' })
  suppressed?: boolean;
}

/** The curve of a time-to-event indicator. */
export class CurveDto extends AnswerDto {
  @ApiProperty({ type: [CurveRowDto] })
  rows!: CurveRowDto[];
}
