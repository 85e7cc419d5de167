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

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/TextDto' },
    description: 'Names of codes for readers, by code; one without a name is shown as it is',
  })
  labels?: Record<string, TextDto>;
}

/** An indicator as the catalogue shows it. */
export class IndicatorDto {
  @ApiProperty({ example: 'repeat-referral' })
  id!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({ enum: ['built-in', 'recorded'], description: 'Whether it comes with the program' })
  origin!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  latestVersion!: number;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When this version was recorded; null for one built in',
  })
  recordedAt!: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Since when the indicator is retired; null while it stands',
  })
  retiredAt!: string | null;

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

const part = (description: string, required = true) =>
  ({ type: 'object', additionalProperties: true, description, selfRequired: required }) as const;

/** An indicator as it is defined: a document in the definition language. */
export class DefinitionDto {
  @ApiProperty({ description: 'The id in the path', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 })
  id!: string;

  @ApiProperty({ required: false, type: 'integer', description: 'Assigned; when given, it must be the one it gets' })
  version?: number;

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

  @ApiProperty(part('Units of its own, made from others', false))
  units?: object;

  @ApiProperty(part('What is counted: the shape, the cases and their conditions'))
  figure!: object;

  @ApiProperty(part('Other figures for other values of a parameter', false))
  variants?: object;

  @ApiProperty(part('Names for readers of exclusions, classes and further figures', false))
  terms?: object;
}

/** The catalogue. */
export class CatalogueDto {
  @ApiProperty({ type: [IndicatorDto] })
  indicators!: IndicatorDto[];
}
