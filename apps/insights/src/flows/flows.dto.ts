import { ApiProperty } from '@nestjs/swagger';
import { AnswerDto } from '../figures/answer.dto.js';

/** Stock and flow of one kind of span. */
export class StockDto {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Stock at the beginning of the first day' })
  opening!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Begun in the window' })
  in!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Ended in the window' })
  out!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Stock at the end of the last day' })
  closing!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Active on any day of the window' })
  active!: number | null;
}

/** How many went from one care form to another. */
export class TransitionDto {
  @ApiProperty({ description: 'Care form left' })
  from!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Care form entered; null = out of care' })
  to!: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  count!: number | null;
}

/** One group's stock and flow. */
export class FlowRowDto {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', nullable: true } })
  group!: Record<string, string | null>;

  @ApiProperty({ type: StockDto, description: 'Merged records (CBS trajecten)' })
  records!: StockDto;

  @ApiProperty({ type: StockDto, description: 'Distinct persons with a record' })
  persons!: StockDto;

  @ApiProperty({ type: StockDto, description: 'Protection measures' })
  measures!: StockDto;

  @ApiProperty({ type: StockDto, description: 'Probations' })
  probations!: StockDto;

  @ApiProperty({ type: [TransitionDto], description: 'Of records ended in the window: from which care form to which' })
  transitions!: TransitionDto[];

  @ApiProperty({ description: 'Whether small numbers were hidden' })
  suppressed!: boolean;
}

/** Stock and flow of a window. */
export class FlowsDto extends AnswerDto {
  @ApiProperty({ type: [FlowRowDto] })
  rows!: FlowRowDto[];
}
