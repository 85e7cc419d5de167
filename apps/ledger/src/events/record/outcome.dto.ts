import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Problem } from '#libs/http';
import type { Outcome, Receipt } from '../recording/outcome.js';

/** Proof that an event is in the ledger. */
export class ReceiptDto implements Receipt {
  @ApiProperty({ example: '7c1d3c56-1f0e-4a53-9f5e-0a3f6c1f9a10' })
  readonly id!: string;

  @ApiProperty({ example: 'urn:nld:kvknr:41188450:systeem:ecd' })
  readonly source!: string;

  @ApiProperty({ example: 'T-2024-000123' })
  readonly subject!: string;

  @ApiProperty({ type: 'integer', description: 'Place in its stream, from 0', example: 3 })
  readonly revision!: number;

  @ApiProperty({ description: 'Place in the ledger: opaque and ordered', example: '184467' })
  readonly position!: string;

  @ApiProperty({ format: 'date-time', example: '2024-07-01T08:15:30.123Z' })
  readonly recordedAt!: string;

  @ApiProperty({
    description: 'Names the leaf of the event in the tree of proofs: its hash, base 64',
    example: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
  })
  readonly leafHash!: string;

  @ApiPropertyOptional({ description: 'Present and true when the event had been recorded before' })
  readonly duplicate?: boolean;
}

/** What became of one event of a batch. */
export class BatchResultDto {
  @ApiProperty({ type: 'string', nullable: true, description: 'Id of the event, where it could be read' })
  readonly id!: string | null;

  @ApiProperty({ enum: ['recorded', 'duplicate', 'rejected'] })
  readonly status!: Outcome['status'];

  @ApiPropertyOptional()
  readonly source?: string;

  @ApiPropertyOptional()
  readonly subject?: string;

  @ApiPropertyOptional({ type: 'integer' })
  readonly revision?: number;

  @ApiPropertyOptional()
  readonly position?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly recordedAt?: string;

  @ApiPropertyOptional({ description: 'Names the leaf of the event in the tree of proofs' })
  readonly leafHash?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Why it was refused (RFC 9457)' })
  readonly problem?: Problem;
}

/** What became of one line. */
export class LineResultDto {
  @ApiProperty({ type: 'integer', description: 'Number of the line, from 1', minimum: 1 })
  readonly line!: number;

  @ApiProperty({ type: 'string', nullable: true })
  readonly id!: string | null;

  @ApiProperty({ enum: ['recorded', 'duplicate', 'rejected'] })
  readonly status!: Outcome['status'];

  @ApiPropertyOptional()
  readonly position?: string;

  @ApiPropertyOptional({ type: 'integer' })
  readonly revision?: number;

  @ApiPropertyOptional({ description: 'Names the leaf of the event in the tree of proofs' })
  readonly leafHash?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  readonly problem?: Problem;
}
