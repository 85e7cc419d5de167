import { ApiProperty } from '@nestjs/swagger';
import { AnswerDto } from '../figures/answer.dto.js';

const days = (description: string) => ({ required: false, type: 'integer', nullable: true, description }) as const;

/** One case of a figure or of a further one within it; which members it has beside the first ones depends on the shape. */
export class CaseDto {
  @ApiProperty({ description: 'Pseudonym of the person', example: 'p-4f7a' })
  person!: string;

  @ApiProperty({
    required: false,
    type: 'string',
    nullable: true,
    description:
      'Further figure that it is a case of, null for the figure itself; only where there are further figures',
    example: 'perRecord',
  })
  figure?: string | null;

  @ApiProperty({ description: 'Unit of the definition, or stock', example: 'record' })
  unit!: string;

  @ApiProperty({ description: 'Id of the case; where its unit has none, what tells it from the others of the person' })
  id!: string;

  @ApiProperty({ format: 'date', description: 'Index date' })
  index!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'Every dimension on the index date; null where one does not apply',
  })
  group!: Record<string, string | null>;

  @ApiProperty({
    enum: ['numerator', 'denominator', 'counted', 'missing', 'immature', 'lost', 'excluded', 'apart'],
    description: 'How the case counts; `denominator` = in the denominator alone',
  })
  part!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'What it is excluded or set apart for' })
  reason!: string | null;

  @ApiProperty({ required: false, type: 'string', nullable: true, description: 'Class, of a figure that has classes' })
  class?: string | null;

  @ApiProperty({ required: false, type: 'number', nullable: true, description: 'Number of a measure' })
  number?: number | null;

  @ApiProperty(days('Time-to-event: days from the index date to the event'))
  event?: number | null;

  @ApiProperty(days('... to the first competing event'))
  competing?: number | null;

  @ApiProperty(days('... to leaving observation; below 0 = not observed on the index date'))
  left?: number | null;

  @ApiProperty(days('... to the end of the cover, where the figure asks for one'))
  covered?: number | null;

  @ApiProperty({
    required: false,
    enum: ['event', 'competing', 'censored', 'unseen'],
    nullable: true,
    description: 'With an estimator: how the observed time ends',
  })
  ending?: string | null;

  @ApiProperty(days('With an estimator: length of the observed time'))
  day?: number | null;

  @ApiProperty({ required: false, type: 'integer', description: 'Of a person in a rate: events counted' })
  events?: number;

  @ApiProperty({ required: false, type: 'integer', description: 'Of a person in a rate: days at risk' })
  personDays?: number;

  @ApiProperty({ required: false, description: 'Of a span: in the opening stock' })
  opening?: boolean;

  @ApiProperty({ required: false, description: 'Of a span: begun in the window' })
  in?: boolean;

  @ApiProperty({ required: false, description: 'Of a span: ended in the window' })
  out?: boolean;

  @ApiProperty({ required: false, description: 'Of a span: in the closing stock' })
  closing?: boolean;

  @ApiProperty({ required: false, description: 'Of a step: care form left' })
  from?: string;

  @ApiProperty({ required: false, type: 'string', nullable: true, description: 'Of a step: care form entered' })
  to?: string | null;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'Ids of what the definition looks up for the case; null = found nothing',
  })
  found?: Record<string, string | null>;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    description: "The definition's own values",
  })
  values?: Record<string, unknown>;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { type: 'boolean' },
    description: 'Of a number that norms are set for: whether it meets each',
  })
  within?: Record<string, boolean>;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { type: 'string', enum: ['numerator', 'denominator', 'missing'], nullable: true },
    description: 'Part in each further share of the same cases; null for a case that they leave out',
  })
  also?: Record<string, string | null>;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    description:
      'What it brings to each number beside the figure: a number, whether it is counted, or its class; of a quotient both, in order',
  })
  beside?: Record<string, unknown>;
}

/** A page of cases. */
export class CasesDto extends AnswerDto {
  @ApiProperty({ type: 'integer', description: 'Number of cases on all pages' })
  total!: number;

  @ApiProperty({ description: 'Asks for the next page', example: '1000' })
  after!: string;

  @ApiProperty({ type: [CaseDto], description: 'In the order of person, index date and id' })
  cases!: CaseDto[];
}
