import { ApiProperty } from '@nestjs/swagger';

/** A text for readers in both languages. */
export class TextDto {
  @ApiProperty({ description: 'Dutch' })
  nl!: string;

  @ApiProperty({ description: 'English' })
  en!: string;
}

/** A parameter of an indicator. */
export class ParameterDto {
  @ApiProperty({ type: TextDto })
  label!: TextDto;

  @ApiProperty({ enum: ['integer', 'number', 'boolean', 'text', 'choice', 'codes', 'integers'] })
  type!: string;

  @ApiProperty({
    description: 'What holds when a question does not say',
    oneOf: [
      { type: 'number' },
      { type: 'boolean' },
      { type: 'string' },
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'integer' } },
    ],
  })
  default!: unknown;

  @ApiProperty({ required: false, type: 'number', description: 'Smallest number allowed' })
  minimum?: number;

  @ApiProperty({ required: false, type: 'number', description: 'Largest number allowed' })
  maximum?: number;

  @ApiProperty({ required: false, type: [String], description: 'Codes allowed; none given = any' })
  values?: string[];
}

/** An indicator as the catalogue shows it. */
export class IndicatorDto {
  @ApiProperty({ example: 'repeat-referral' })
  id!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({ enum: ['share', 'time-to-event', 'measure', 'flow'] })
  shape!: string;

  @ApiProperty({ type: TextDto })
  name!: TextDto;

  @ApiProperty({ type: TextDto, description: 'What the figure is' })
  explanation!: TextDto;

  @ApiProperty({ type: TextDto, description: 'Where the definition comes from' })
  source!: TextDto;

  @ApiProperty({ type: [TextDto], description: 'What a reader must know before using it' })
  caveats!: TextDto[];

  @ApiProperty({ enum: ['higher-is-better', 'lower-is-better', 'neutral'] })
  direction!: string;

  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/ParameterDto' } })
  parameters!: Record<string, ParameterDto>;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The definition as the engine reads it, in the definition language',
  })
  definition!: object;
}

/** The catalogue. */
export class CatalogueDto {
  @ApiProperty({ type: [IndicatorDto] })
  indicators!: IndicatorDto[];
}
