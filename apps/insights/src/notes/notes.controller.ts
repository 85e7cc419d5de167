import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller, type Principal } from '#libs/access';
import { ApiProblems, TakesBody } from '#libs/http';
import { nextPageLink, readPage } from '../cases/page.js';
import type { SentParameters } from '../figures/figures.js';
import { refuseParameters } from '../parameters/refuse-parameters.js';
import { readBody } from '../recorded/read-body.js';
import { ApiNoteFilter } from './api-note-filter.js';
import { GetNote } from './get-note.js';
import { ListNotes } from './list-notes.js';
import { MakeNote } from './make-note.js';
import { NewNoteDto, NoteDto, NotePageDto } from './note.dto.js';
import { readFilter } from './read-filter.js';
import { WithdrawNote } from './withdraw-note.js';

/** Longest note in bytes, everything in it included. */
const NOTE_BYTES = 32 * 1024;
const ID = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

/** The story behind the figures. */
@ApiTags('notes')
@ApiProblems({ 503: 'The ledger cannot be reached' })
@Controller('notes')
export class NotesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Allow('provider', 'analyst', 'researcher')
  @Get()
  @ApiOperation({
    summary: 'The notes that touch an indicator, window and group, oldest first',
    operationId: 'listNotes',
  })
  @ApiNoteFilter()
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 10_000, default: 1_000 },
  })
  @ApiQuery({ name: 'after', required: false, description: 'As the page before gave it', schema: { type: 'string' } })
  @ApiOkResponse({
    type: NotePageDto,
    headers: { Link: { description: 'rel="next" while there is more', schema: { type: 'string' } } },
  })
  async list(
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { page, errors, question } = readPage(sent);
    const found = await this.queries.execute(
      new ListNotes(readFilter(question, errors), page.offset, page.limit, caller),
    );
    if (found.notes.length > 0 && Number(found.after) < found.total) {
      void reply.header('link', nextPageLink('/v1/notes', sent, { after: found.after }));
    }
    return found;
  }

  @Allow('provider', 'analyst', 'researcher')
  @Get(':id')
  @ApiOperation({ summary: 'One note', operationId: 'getNote' })
  @ApiParam(ID)
  @ApiOkResponse({ type: NoteDto })
  @ApiProblems({ 404: 'No such note' })
  async get(@Param('id') id: string, @Query() sent: SentParameters, @Caller() caller: Principal): Promise<unknown> {
    refuseParameters(sent);
    return this.queries.execute(new GetNote(id, caller));
  }

  @Allow('provider', 'analyst', 'researcher')
  @Post()
  @TakesBody({ types: ['application/json'], raw: true })
  @ApiOperation({ summary: 'Say something about a figure', operationId: 'makeNote' })
  @ApiBody({ type: NewNoteDto })
  @ApiResponse({
    status: 201,
    description: 'A note that is now recorded',
    type: NoteDto,
    headers: { Location: { description: 'Path of the note', schema: { type: 'string' } } },
  })
  @ApiResponse({ status: 200, description: 'The same note, recorded before', type: NoteDto })
  @ApiProblems({
    400: 'The note is not valid: errors points at each fault',
    404: 'No such indicator or version',
    409: 'This very note was withdrawn',
    413: 'The note is too large',
    415: 'The media type is not taken',
  })
  async make(
    @Query() sent: SentParameters,
    @Req() { body }: FastifyRequest,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refuseParameters(sent);
    const { note, created } = await this.commands.execute(new MakeNote(readBody(body, NOTE_BYTES), caller));
    void reply.status(created ? 201 : 200);
    if (created) void reply.header('location', `/v1/notes/${note.id}`);
    return note;
  }

  @Allow('provider', 'analyst', 'researcher')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a note: it is listed no more and its text is gone', operationId: 'withdrawNote' })
  @ApiParam(ID)
  @ApiNoContentResponse({ description: 'It is withdrawn' })
  @ApiProblems({ 404: 'No such note' })
  async withdraw(@Param('id') id: string, @Query() sent: SentParameters, @Caller() caller: Principal): Promise<void> {
    refuseParameters(sent);
    await this.commands.execute(new WithdrawNote(id, caller));
  }
}
