import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { EVENT_NAMES, typeOf } from '#libs/trajectory';

/** A recorded event: the CloudEvent that was sent, with what the ledger added. */
export class RecordedEventDto {
  @ApiProperty({ enum: ['1.0'] })
  readonly specversion!: '1.0';

  @ApiProperty()
  readonly id!: string;

  @ApiProperty()
  readonly source!: string;

  @ApiProperty({ enum: EVENT_NAMES.map(typeOf) })
  readonly type!: string;

  @ApiProperty()
  readonly subject!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly time?: string;

  @ApiProperty({ description: 'Place in the ledger: opaque and ordered' })
  readonly position!: string;

  @ApiProperty({ type: 'integer', description: 'Place in its stream, from 0' })
  readonly revision!: number;

  @ApiProperty({ format: 'date-time', description: 'When the ledger learned it' })
  readonly recordedtime!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly data!: unknown;
}

/** A page of the ledger. */
export class EventPageDto {
  @ApiProperty({ type: [RecordedEventDto] })
  readonly events!: RecordedEventDto[];

  @ApiProperty({ description: 'Position of the last event, to go on after', example: '184467' })
  readonly after!: string;
}
