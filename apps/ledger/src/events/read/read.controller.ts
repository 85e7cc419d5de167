import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Caller, Journalled, type Journal, type Principal } from '#libs/access';
import { ApiProblems, ShutdownSignal } from '#libs/http';
import { nextPageLink } from '../../http/page-link.js';
import { DEFAULT_LIMIT, limitReader, MAX_LIMIT, positionReader, readParameters } from '../../http/parameters.js';
import { subjectReader, typesReader } from './event-parameters.js';
import { EventPageDto } from './event.dto.js';
import { ReadEvents } from './read-events.js';

const READERS = { after: positionReader, limit: limitReader, type: typesReader, subject: subjectReader };

/** The ledger, read back. */
@ApiTags('events')
@Controller('events')
export class ReadController {
  constructor(
    private readonly queries: QueryBus,
    private readonly shutdown: ShutdownSignal,
  ) {}

  @Allow('provider', 'researcher')
  @Get()
  @ApiOperation({ summary: 'The ledger in order, page by page', operationId: 'readEvents' })
  @ApiQuery({
    name: 'after',
    required: false,
    type: String,
    description: 'Only events after this position; one not reached yet is waited for, up to 5 seconds',
  })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  })
  @ApiQuery({ name: 'type', required: false, type: String, description: 'One event type, or several with commas' })
  @ApiQuery({ name: 'subject', required: false, type: String, description: 'Only events of this subject' })
  @ApiOkResponse({
    type: EventPageDto,
    headers: { Link: { description: 'rel="next" while there is more', schema: { type: 'string' } } },
  })
  @ApiProblems({ 503: 'The position is not reached yet; `Retry-After` says when to come back' })
  async read(
    @Query() sent: Record<string, unknown>,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventPageDto> {
    const { after, limit = DEFAULT_LIMIT, type: types, subject } = readParameters(sent, READERS);
    const filter = { types, subject };
    const signal = this.shutdown.orGone(reply);
    const page = await this.queries.execute(new ReadEvents(filter, after, limit, caller, signal));
    if (page.events.length > 0) {
      const detail = { from: page.events[0]!.position, to: page.after };
      journal.write({ action: 'read', object: 'events', detail, clients: page.clients });
    }
    if (page.more) {
      void reply.header(
        'link',
        nextPageLink('/v1/events', { after: page.after, limit, type: types?.join(','), subject }),
      );
    }
    return { events: [...page.events], after: page.after };
  }
}
