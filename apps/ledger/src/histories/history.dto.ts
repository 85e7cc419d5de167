import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { RecordedEventDto } from '../events/read/event.dto.js';

/** Which event changed another. */
export class ChangedByDto {
  @ApiProperty()
  readonly source!: string;

  @ApiProperty()
  readonly id!: string;

  @ApiProperty()
  readonly position!: string;
}

/** An event of a history and what became of it. */
export class HistoryEventDto extends RecordedEventDto {
  @ApiProperty({ enum: ['standing', 'corrected', 'retracted'] })
  readonly status!: 'standing' | 'corrected' | 'retracted';

  @ApiPropertyOptional({ type: ChangedByDto, description: 'The correction that holds, or the retraction' })
  readonly changedBy?: ChangedByDto;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'The data that holds instead' })
  readonly effectiveData?: unknown;
}

/** A stream: what stands, and everything that was recorded. */
export class HistoryDto {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty({ type: 'integer', description: 'Revision of the last event; also the ETag' })
  readonly revision!: number;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What the standing events add up to' })
  readonly state!: object;

  @ApiProperty({ type: [HistoryEventDto], description: 'In order of arrival' })
  readonly events!: HistoryEventDto[];
}
