import { ApiProperty } from '@nestjs/swagger';
import { ERASURE_GROUNDS, REFUSAL_REASONS } from '#libs/erasure';

/** A decision about a request to erase, as it is recorded. Nothing of it tells who was erased. */
export class DecisionDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['erased', 'refused'] })
  decision!: string;

  @ApiProperty({ enum: Object.keys(ERASURE_GROUNDS) })
  ground!: string;

  @ApiProperty({ required: false, enum: Object.keys(REFUSAL_REASONS), description: 'Of a refusal' })
  reason?: string;

  @ApiProperty({ format: 'date' })
  decidedOn!: string;

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Of an erasure: the opaque names of the streams whose keys were destroyed',
  })
  streams?: string[];

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Of an erasure: those that were the own streams of the person’s pseudonyms',
  })
  clients?: string[];

  @ApiProperty({ required: false, description: 'Of a refusal: the opaque name of the client’s own stream' })
  client?: string;

  @ApiProperty({ example: '184467' })
  position!: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;
}

/** Decisions of one month. */
export class DecisionCountDto {
  @ApiProperty({ description: 'Month in which it was decided', example: '2026-11' })
  month!: string;

  @ApiProperty({ type: 'integer', description: 'Persons erased' })
  erased!: number;

  @ApiProperty({ type: 'integer', description: 'Requests refused' })
  refused!: number;
}

/** All decisions: the register, by which erasures are replayed on a restored backup. */
export class DecisionsDto {
  @ApiProperty({ type: [DecisionCountDto], description: 'Months without a decision are left out' })
  counts!: DecisionCountDto[];

  @ApiProperty({ type: [DecisionDto] })
  erasures!: DecisionDto[];
}

/** The body of a request. */
export const DECISION_BODY = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object' as const,
        required: ['client', 'decision', 'ground'],
        additionalProperties: false,
        properties: {
          client: {
            type: 'object' as const,
            description: 'One of the two',
            properties: { pseudonym: { type: 'string' as const }, bsn: { type: 'string' as const } },
          },
          decision: { type: 'string' as const, enum: ['erase', 'refuse'] },
          ground: { type: 'string' as const, enum: Object.keys(ERASURE_GROUNDS) },
          reason: {
            type: 'string' as const,
            enum: Object.keys(REFUSAL_REASONS),
            description: 'Why it is refused; needed then, and only then',
          },
        },
      },
      example: { client: { pseudonym: 'p-…' }, decision: 'erase', ground: 'destruction-request' },
    },
  },
};
