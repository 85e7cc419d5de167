import { ApiProperty } from '@nestjs/swagger';
import type { Problem } from '#libs/http';
import type { Rejection, RejectionCount } from './rejection.js';

/** What is known of something that is not kept itself. */
export class UnreadableDto {
  @ApiProperty({ type: 'integer' })
  readonly bytes!: number;

  @ApiProperty({ description: 'SHA-256 in hexadecimal' })
  readonly sha256!: string;
}

/** When and where a refused event was recorded after all. */
export class ResolvedDto {
  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty()
  readonly position!: string;
}

/** A refused event. */
export class RejectionDto implements Rejection {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Why it was refused (RFC 9457)' })
  readonly problem!: Problem;

  @ApiProperty({ type: 'string', nullable: true })
  readonly source!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Id of the event within its source' })
  readonly eventId!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  readonly type!: string | null;

  @ApiProperty({ description: 'The event as it was sent, clients by pseudonym; null when it is not kept' })
  readonly event!: unknown;

  @ApiProperty({ type: UnreadableDto, nullable: true, description: 'For what is no JSON or too large to keep' })
  readonly unreadable!: UnreadableDto | null;

  @ApiProperty({ format: 'date-time' })
  readonly firstRefusedAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly lastRefusedAt!: string;

  @ApiProperty({ type: 'integer', description: 'How often the same content was refused by the same rule' })
  readonly times!: number;

  @ApiProperty({ type: ResolvedDto, nullable: true, description: 'Set once the event was recorded after all' })
  readonly resolved!: ResolvedDto | null;
}

/** A page of rejections. */
export class RejectionPageDto {
  @ApiProperty({ type: [RejectionDto] })
  readonly rejections!: RejectionDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Where the next page begins' })
  readonly after!: string | null;
}

/** How many refused events of a source and type have one reason. */
export class RejectionCountDto implements RejectionCount {
  @ApiProperty({ type: 'string', nullable: true })
  readonly source!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  readonly type!: string | null;

  @ApiProperty({ description: 'Code of the problem', example: 'after-end' })
  readonly code!: string;

  @ApiProperty({ type: 'integer', description: 'Refused events, each once however often it was sent' })
  readonly rejections!: number;

  @ApiProperty({ type: 'integer', description: 'Of these, not recorded after all' })
  readonly open!: number;

  @ApiProperty({ format: 'date-time' })
  readonly lastRefusedAt!: string;
}

/** Refused events counted. */
export class RejectionCountsDto {
  @ApiProperty({ type: [RejectionCountDto] })
  readonly counts!: RejectionCountDto[];
}
