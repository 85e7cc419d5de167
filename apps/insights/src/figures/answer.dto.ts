import { ApiProperty } from '@nestjs/swagger';
import { DIMENSIONS, METHODS } from '#libs/indicators';
import { TextDto } from '../catalogue/catalogue.dto.js';

/** Which indicator was asked. */
export class IndicatorVersionDto {
  @ApiProperty({ example: 'repeat-referral' })
  id!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;
}

/** First and last day, both included. */
export class WindowDto {
  @ApiProperty({ format: 'date', example: '2023-01-01' })
  from!: string;

  @ApiProperty({ format: 'date', example: '2023-06-30' })
  to!: string;
}

/** What was known: the last event that the figures have seen. */
export class KnowledgeDto {
  @ApiProperty({ description: 'Position of that event; "0" when there was none', example: '184467' })
  position!: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When it was recorded; null when there was none',
    example: '2025-12-31T22:10:05.123Z',
  })
  recordedAt!: string | null;
}

/** By which rule small numbers were protected. */
export class ProtectionDto {
  @ApiProperty({ example: 'small-numbers' })
  rule!: string;

  @ApiProperty({ type: 'integer', description: 'Counts are multiples of this', example: 5 })
  roundedTo!: number;

  @ApiProperty({ type: 'integer', description: 'Counts below this are hidden, zero too', example: 8 })
  hiddenBelow!: number;

  @ApiProperty({ type: 'integer', description: 'Means and quantiles of fewer cases are hidden', example: 10 })
  meansFrom!: number;
}

/** What every answer says about itself. */
export class AnswerDto {
  @ApiProperty({ type: IndicatorVersionDto })
  indicator!: IndicatorVersionDto;

  @ApiProperty({ type: WindowDto })
  window!: WindowDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Every parameter of the indicator, defaults filled in',
    example: { followUpDays: 365 },
  })
  parameters!: Record<string, unknown>;

  @ApiProperty({ required: false, enum: METHODS, description: 'Time-to-event only' })
  method?: string;

  @ApiProperty({ enum: DIMENSIONS, isArray: true, description: 'What the rows are broken down by' })
  by!: string[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description: 'What the cases were limited to',
  })
  filters!: Record<string, string[]>;

  @ApiProperty({ type: KnowledgeDto })
  asOf!: KnowledgeDto;

  @ApiProperty({
    required: false,
    type: 'integer',
    minimum: 1,
    description:
      'Persons erased by now, where there are any: they are in no figure, also not in one as of an earlier position',
  })
  erased?: number;

  @ApiProperty({ format: 'date', description: 'Last day up to which events were taken to be complete' })
  observedUntil!: string;

  @ApiProperty({ required: false, type: [TextDto], description: 'What a reader must know about this figure' })
  caveats?: TextDto[];

  @ApiProperty({
    required: false,
    type: () => ProtectionDto,
    description: 'Only in the answer to an analyst: by which rule its small numbers are protected',
  })
  protection?: ProtectionDto;
}
