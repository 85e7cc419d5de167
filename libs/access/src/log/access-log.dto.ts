import { ApiProperty } from '@nestjs/swagger';

/** An entry of the access log. */
export class AccessEntryDto {
  @ApiProperty({ type: 'integer' })
  readonly number!: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ description: 'Account at the issuer, or id of the token' })
  readonly who!: string;

  @ApiProperty({ type: [String] })
  readonly roles!: string[];

  @ApiProperty({ type: 'string', nullable: true, description: 'On whose behalf: the provider, or the regions' })
  readonly organisation!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  readonly session!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Address that the request came from' })
  readonly address!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'X-Request-Id of the answer' })
  readonly request!: string | null;

  @ApiProperty({ description: 'What was done', example: 'read' })
  readonly action!: string;

  @ApiProperty({ description: 'Kind of thing looked at', example: 'trajectory' })
  readonly object!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Keyed reference of the thing' })
  readonly reference!: string | null;

  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true, description: 'Which part of it' })
  readonly detail!: object | null;

  @ApiProperty({
    oneOf: [
      { type: 'array', items: { type: 'string' } },
      { type: 'string', enum: ['everyone'] },
    ],
    description: 'Keyed references of the clients of whom something was shown',
  })
  readonly clients!: readonly string[] | 'everyone';

  @ApiProperty({ enum: ['given', 'refused'] })
  readonly outcome!: string;
}

/** A page of the access log. */
export class AccessLogPageDto {
  @ApiProperty({ type: [AccessEntryDto] })
  readonly entries!: AccessEntryDto[];

  @ApiProperty({ description: 'Number of the last entry: where the next page begins' })
  readonly after!: string;
}
