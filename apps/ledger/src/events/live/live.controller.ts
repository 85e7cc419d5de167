import { Readable } from 'node:stream';
import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller, Journalled, type Journal, type Principal } from '#libs/access';
import { isPosition } from '#libs/event-store';
import { ApiProblems, invalidParameters, ShutdownSignal } from '#libs/http';
import { positionReader, readParameters } from '../../http/parameters.js';
import { eventStream } from './event-stream.js';
import { FollowEvents, type EventBatch } from './follow-events.js';

/** The ledger as it grows. */
@ApiTags('events')
@Controller('events/live')
export class LiveController {
  constructor(
    private readonly queries: QueryBus,
    private readonly shutdown: ShutdownSignal,
  ) {}

  @Allow('provider', 'researcher')
  @Get()
  @ApiOperation({ summary: 'History, then live, as server-sent events', operationId: 'followEvents' })
  @ApiQuery({
    name: 'after',
    required: false,
    type: String,
    description: 'Only events after this position; one not reached yet is waited for, up to 5 seconds',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Position of the last event seen; goes before after',
    schema: { type: 'string' },
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description: 'Each event as JSON in data, its position as id',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @ApiProblems({ 503: 'The position is not reached yet; `Retry-After` says when to come back' })
  async follow(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() sent: Record<string, unknown>,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<void> {
    const { after } = readParameters(sent, { after: positionReader });
    const from = readLastEventId(lastEventId) ?? after;
    const begin = () => reply.status(200).type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
    if (request.method === 'HEAD') {
      void begin().send();
      return;
    }
    const signal = this.shutdown.orGone(reply);
    const batches = await this.queries.execute(new FollowEvents(from, signal, caller));
    void begin().send(Readable.from(eventStream(logged(batches, journal)), { highWaterMark: 1 }));
  }
}

/** Each batch once it is logged who sees it; where that cannot be done, the stream breaks off before it. */
async function* logged(batches: AsyncIterable<EventBatch>, journal: Journal): AsyncGenerator<EventBatch['events']> {
  for await (const { events, clients } of batches) {
    if (events.length > 0) {
      const detail = { from: events[0]!.position, to: events.at(-1)!.position };
      journal.write({ action: 'read', object: 'events', detail, clients });
    }
    yield events;
  }
}

/** An empty id is what a client sends that has seen nothing yet. */
function readLastEventId(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (isPosition(header)) return header;
  const message = 'This must be the id of an event of this stream.';
  throw invalidParameters([{ pointer: 'Last-Event-ID', code: 'malformed', message }]);
}
