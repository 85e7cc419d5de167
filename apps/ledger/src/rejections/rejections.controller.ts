import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller, Journalled, type Journal, type Principal } from '#libs/access';
import { ApiProblems, TakesBody } from '#libs/http';
import { isSource } from '../events/data/envelope-rules.js';
import { answerOutcome } from '../events/record/answer.js';
import { SINGLE_TYPES } from '../events/record/bodies.js';
import { MENDED_EVENT_BODY } from '../events/record/event-schemas.js';
import { ReceiptDto } from '../events/record/outcome.dto.js';
import { readJson } from '../events/recording/read-json.js';
import { nextPageLink } from '../http/page-link.js';
import {
  DEFAULT_LIMIT,
  Impossible,
  limitReader,
  MAX_LIMIT,
  readParameters,
  type ParameterReader,
} from '../http/parameters.js';
import { CountRejections, GetRejection, ListRejections } from './rejection-queries.js';
import { RejectionCountsDto, RejectionDto, RejectionPageDto } from './rejection.dto.js';
import { clientsIn } from '../scope/clients-in.js';
import { mayResubmit, scopedSources } from '../scope/reader.js';
import type { Rejection } from './rejection.js';
import { noSuchRejection, ResubmitRejection } from './resubmit-rejection.js';

const cursorReader: ParameterReader<number> = (text) => {
  if (!/^\d{1,15}$/.test(text)) throw new Impossible('This must be the after of a page before.');
  return Number(text);
};
const sourceReader: ParameterReader<string> = (text) => {
  if (!isSource(text)) throw new Impossible('This must be the source of an event.');
  return text;
};
const codeReader: ParameterReader<string> = (text) => {
  if (!/^[a-z-]{1,64}$/.test(text)) throw new Impossible('This must be the code of a problem, such as after-end.');
  return text;
};
const resolvedReader: ParameterReader<boolean> = (text) => {
  if (text !== 'true' && text !== 'false') throw new Impossible('This must be true or false.');
  return text === 'true';
};
const READERS = {
  after: cursorReader,
  limit: limitReader,
  source: sourceReader,
  code: codeReader,
  resolved: resolvedReader,
};

/** Events that were refused. */
@ApiTags('rejections')
@Controller('rejections')
export class RejectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Allow('provider')
  @Get()
  @ApiOperation({ summary: 'Refused events, newest first', operationId: 'listRejections' })
  @ApiQuery({ name: 'after', required: false, type: String, description: 'Goes on after a page: its after' })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  })
  @ApiQuery({ name: 'source', required: false, type: String, description: 'Only events of this source' })
  @ApiQuery({ name: 'code', required: false, type: String, description: 'Only events refused with this code' })
  @ApiQuery({ name: 'resolved', required: false, type: Boolean, description: 'Only those resolved, or not' })
  @ApiOkResponse({
    type: RejectionPageDto,
    headers: { Link: { description: 'rel="next" while there is more', schema: { type: 'string' } } },
  })
  async list(
    @Query() sent: Record<string, unknown>,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RejectionPageDto> {
    const { after, limit = DEFAULT_LIMIT, source, ...filter } = readParameters(sent, READERS);
    const sources = scopedSources(caller, source);
    const page = await this.queries.execute(new ListRejections({ ...filter, sources }, after, limit));
    this.log(journal, page.rejections);
    if (page.more && page.after !== null) {
      const resolved = filter.resolved === undefined ? undefined : String(filter.resolved);
      void reply.header(
        'link',
        nextPageLink('/v1/rejections', { after: page.after, limit, source, ...filter, resolved }),
      );
    }
    return { rejections: [...page.rejections], after: page.after };
  }

  @Allow('provider')
  @Get('counts')
  @ApiOperation({ summary: 'Refused events counted by source, type and reason', operationId: 'countRejections' })
  @ApiOkResponse({ type: RejectionCountsDto })
  @ApiProblems({ 400: 'A parameter was sent, and none is taken' })
  async counts(@Query() sent: Record<string, unknown>, @Caller() caller: Principal): Promise<RejectionCountsDto> {
    readParameters(sent, {});
    return { counts: [...(await this.queries.execute(new CountRejections(scopedSources(caller, undefined))))] };
  }

  @Allow('provider')
  @Get(':id')
  @ApiOperation({ summary: 'One refused event', operationId: 'readRejection' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ type: RejectionDto })
  @ApiProblems({ 404: 'There is no such rejection' })
  async get(
    @Param('id') id: string,
    @Query() sent: Record<string, unknown>,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
  ): Promise<RejectionDto> {
    readParameters(sent, {});
    const rejection = await this.queries.execute(new GetRejection(id));
    if (!rejection || !mayResubmit(caller, rejection)) throw noSuchRejection();
    this.log(journal, [rejection]);
    return rejection;
  }

  @Allow('provider')
  @Post(':id/resubmissions')
  @TakesBody({ types: SINGLE_TYPES, raw: true, optional: true })
  @ApiOperation({
    summary: 'Send a refused event again, mended or as it is',
    operationId: 'resubmitRejection',
    requestBody: MENDED_EVENT_BODY,
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 201, description: 'The receipt of an event that is now recorded', type: ReceiptDto })
  @ApiResponse({ status: 200, description: 'The first receipt of an event recorded before', type: ReceiptDto })
  @ApiProblems({
    400: 'The event is still not valid',
    404: 'There is no such rejection',
    409: 'What the ledger holds still stands in the way, or nothing was kept to send',
    413: 'The body is too large',
    415: 'The media type is not taken',
    503: 'The event store takes no events now',
  })
  async resubmit(
    @Param('id') id: string,
    @Req() { body }: FastifyRequest,
    @Caller() caller: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mended = Buffer.isBuffer(body) && body.byteLength > 0 ? readJson(body) : undefined;
    answerOutcome(reply, await this.commands.execute(new ResubmitRejection(id, mended, caller)));
  }

  private log(journal: Journal, shown: readonly Rejection[]): void {
    if (shown.length === 0) return;
    const clients = clientsIn(shown.map(({ event }) => event));
    journal.write({ action: 'read', object: 'rejections', detail: { shown: shown.length }, clients });
  }
}
