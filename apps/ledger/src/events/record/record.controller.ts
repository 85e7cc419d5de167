import { Readable } from 'node:stream';
import { Controller, Headers, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller, type Principal } from '#libs/access';
import { ApiProblems, mediaTypeOf, ProblemException, ShutdownSignal, TakesBody } from '#libs/http';
import { ifMatchOfSeveral, readRevision } from '../../http/if-match.js';
import { writerOf, type Writer } from '../../scope/writer.js';
import { readJson } from '../recording/read-json.js';
import { Unreadable } from '../recording/outcome.js';
import { answerOutcome, batchResult } from './answer.js';
import { BATCH_EVENTS, BATCH_TYPE, EVENT_TYPES_TAKEN, LINES_TYPE } from './bodies.js';
import { EVENT_MODELS, EVENTS_BODY } from './event-schemas.js';
import { BatchResultDto, LineResultDto, ReceiptDto } from './outcome.dto.js';
import { RecordBatch } from './record-batch.js';
import { RecordEvent } from './record-event.js';
import { RecordLines } from './record-lines.js';
import { untilAborted } from './until-aborted.js';

/** Results held ready for a client that does not read while it sends, in bytes. */
const RESULT_BUFFER = 4 * 1024 * 1024;

/** Events in. */
@ApiTags('events')
@Controller('events')
export class RecordController {
  constructor(
    private readonly commands: CommandBus,
    private readonly shutdown: ShutdownSignal,
  ) {}

  @Allow('provider')
  @Post()
  @TakesBody({ types: EVENT_TYPES_TAKEN, raw: true })
  @ApiOperation({
    summary: 'Record one event, a batch, or a stream of lines',
    operationId: 'recordEvents',
    requestBody: EVENTS_BODY,
  })
  @ApiExtraModels(ReceiptDto, BatchResultDto, LineResultDto, ...EVENT_MODELS)
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Revision that the stream of a single event must have, in quotation marks',
    schema: { type: 'string', example: '"3"' },
  })
  @ApiResponse({ status: 201, description: 'The receipt of an event that is now recorded', type: ReceiptDto })
  @ApiResponse({
    status: 200,
    description: 'The first receipt of an event recorded before; or one result per event of a batch; or one per line',
    content: {
      'application/json': {
        schema: {
          anyOf: [
            { $ref: getSchemaPath(ReceiptDto) },
            { type: 'array', items: { $ref: getSchemaPath(BatchResultDto) } },
          ],
        },
      },
      [LINES_TYPE]: { schema: { $ref: getSchemaPath(LineResultDto) } },
    },
  })
  @ApiProblems({
    400: 'The event is not valid: errors names each field',
    409: 'What the ledger holds stands in the way: blocking names the events',
    413: 'The body is too large',
    415: 'The media type is not taken',
    503: 'The event store takes no events now',
  })
  async record(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: Principal,
  ): Promise<void> {
    const { body } = request;
    const writer = writerOf(caller);
    const type = mediaTypeOf(request);
    if (ifMatch !== undefined && (type === LINES_TYPE || type === BATCH_TYPE)) throw ifMatchOfSeveral();
    if (type === LINES_TYPE) return this.lines(reply, body, writer);
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (type === BATCH_TYPE) return this.batch(reply, readJson(bytes), writer);
    const expected = readRevision(ifMatch);
    answerOutcome(reply, await this.commands.execute(new RecordEvent(readJson(bytes), writer, expected)));
  }

  private async batch(reply: FastifyReply, value: unknown, writer: Writer | null): Promise<void> {
    if (value instanceof Unreadable) {
      answerOutcome(reply, await this.commands.execute(new RecordEvent(value, writer)));
      return;
    }
    if (!Array.isArray(value)) throw badBatch('A batch is a list of events.');
    if (value.length > BATCH_EVENTS) {
      throw badBatch(`A batch has at most 1,000 events. Send more of them as ${LINES_TYPE}.`);
    }
    const raws = value as unknown[];
    const outcomes = await this.commands.execute(new RecordBatch(raws, writer));
    void reply.status(200).send(outcomes.map((outcome, i) => batchResult(raws[i], outcome)));
  }

  private async lines(reply: FastifyReply, body: unknown, writer: Writer | null): Promise<void> {
    const input = body instanceof Readable ? body : Readable.from([]);
    const results = await this.commands.execute(new RecordLines(untilAborted(input, this.shutdown.signal), writer));
    void reply
      .status(200)
      .type(LINES_TYPE)
      .send(Readable.from(asText(results), { objectMode: false, highWaterMark: RESULT_BUFFER }));
  }
}

async function* asText(results: AsyncIterable<readonly object[]>): AsyncGenerator<Buffer> {
  for await (const group of results) {
    yield Buffer.from(group.map((result) => `${JSON.stringify(result)}\n`).join(''));
  }
}

function badBatch(detail: string): ProblemException {
  return new ProblemException({
    status: 400,
    code: 'malformed',
    detail,
    errors: [{ pointer: '', code: 'malformed', message: detail }],
  });
}
