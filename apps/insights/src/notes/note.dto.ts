import { ApiProperty } from '@nestjs/swagger';
import { WindowDto } from '../figures/answer.dto.js';
import { AUTHOR_ROLES, NOTE_KINDS } from './note.js';
import { TEXT_CHARACTERS } from './read-note.js';

const GROUP = { type: 'object', additionalProperties: { type: 'string', nullable: true } } as const;

/** In what function somebody writes. */
export class AuthorDto {
  @ApiProperty({ enum: AUTHOR_ROLES })
  role!: string;

  @ApiProperty({
    description: 'Id of the provider, region or other function; no name of a person',
    example: 'provider-1',
  })
  id!: string;
}

/** A note as it is sent. */
export class NewNoteDto {
  @ApiProperty({ example: 'dropout' })
  indicator!: string;

  @ApiProperty({ required: false, type: 'integer', description: 'Default: that of the query, else the latest' })
  version?: number;

  @ApiProperty({
    description: 'The exact question, as path and query of this API',
    example: '/v1/indicators/dropout/values?from=2024-01-01&to=2024-12-31&by=provider',
  })
  query!: string;

  @ApiProperty({ description: 'Position that the answer named', example: '184467' })
  position!: string;

  @ApiProperty({ ...GROUP, selfRequired: false, description: 'Group of a row; left out = the whole answer' })
  group?: Record<string, string | null>;

  @ApiProperty({ type: AuthorDto })
  author!: AuthorDto;

  @ApiProperty({ enum: NOTE_KINDS })
  kind!: string;

  @ApiProperty({ minLength: 1, maxLength: TEXT_CHARACTERS, description: 'Without names and without BSNs' })
  text!: string;
}

/** A note as it is read. */
export class NoteDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'dropout' })
  indicator!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ description: 'The question that the note is about' })
  query!: string;

  @ApiProperty({ type: WindowDto, description: 'Window of the question' })
  window!: WindowDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description: 'What the question was limited to',
  })
  filters!: Record<string, string[]>;

  @ApiProperty({ description: 'Position that the answer named' })
  position!: string;

  @ApiProperty({ ...GROUP, nullable: true, description: 'Group of a row; null = the whole answer' })
  group!: Record<string, string | null> | null;

  @ApiProperty({ type: AuthorDto })
  author!: AuthorDto;

  @ApiProperty({ enum: NOTE_KINDS })
  kind!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Null when the note is withdrawn' })
  text!: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  withdrawnAt!: string | null;
}

/** A page of notes. */
export class NotePageDto {
  @ApiProperty({ type: 'integer', description: 'How many there are' })
  total!: number;

  @ApiProperty({ type: [NoteDto] })
  notes!: NoteDto[];

  @ApiProperty({ description: 'Asks for the next page', example: '100' })
  after!: string;
}
