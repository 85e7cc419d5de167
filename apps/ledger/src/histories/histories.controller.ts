import { applyDecorators, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '#libs/access';
import { ApiProblems, ProblemException } from '#libs/http';
import type { StreamKind } from '#libs/trajectory';
import { readParameters } from '../http/parameters.js';
import { isSubjectId } from '../http/subject-id.js';
import { asOfReader } from './as-of.js';
import { HistoryDto } from './history.dto.js';
import { ReadHistory, type History } from './read-history.js';

type Sent = Record<string, unknown>;

/** A client whom only trajectories, measures or probations name has no history here. */
const OWN_EVENTS = " This is the history of a client's own events (a move, an offence, a link), and there is none.";

/** What the four paths document alike. */
function ApiHistory(what: string, operationId: string): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: `One ${what}: its state and its events, corrections beside what they correct`,
      operationId,
    }),
    ApiParam({ name: 'id', description: `Id of the ${what}`, schema: { type: 'string' } }),
    ApiQuery({
      name: 'asOf',
      required: false,
      type: String,
      description:
        'As it was known at this position or RFC 3339 instant; default: now. One not reached yet is waited for, up to 5 seconds',
    }),
    ApiOkResponse({
      type: HistoryDto,
      headers: { ETag: { description: 'The revision, for If-Match', schema: { type: 'string' } } },
    }),
    ApiProblems({
      404: `There is no such ${what}, or there was none at that moment`,
      503: 'The state asked about is not reached yet; `Retry-After` says when to come back',
    }),
  );
}

/** The streams of the ledger, one by one. */
@ApiTags('histories')
@Controller()
export class HistoriesController {
  constructor(private readonly queries: QueryBus) {}

  @Allow('provider', 'researcher')
  @Get('trajectories/:id')
  @ApiHistory('trajectory', 'readTrajectory')
  trajectory(@Param('id') id: string, @Query() sent: Sent, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.read('trajectory', id, sent, reply);
  }

  @Allow('provider', 'researcher')
  @Get('measures/:id')
  @ApiHistory('protection measure', 'readMeasure')
  measure(@Param('id') id: string, @Query() sent: Sent, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.read('measure', id, sent, reply);
  }

  @Allow('provider', 'researcher')
  @Get('probations/:id')
  @ApiHistory('probation', 'readProbation')
  probation(@Param('id') id: string, @Query() sent: Sent, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.read('probation', id, sent, reply);
  }

  @Allow('provider', 'researcher')
  @Get('clients/:id')
  @ApiHistory('client', 'readClient')
  client(@Param('id') id: string, @Query() sent: Sent, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.read('client', id, sent, reply);
  }

  private async read(kind: StreamKind, id: string, sent: Sent, reply: FastifyReply): Promise<History> {
    const { asOf } = readParameters(sent, { asOf: asOfReader });
    const history = isSubjectId(id) ? await this.queries.execute(new ReadHistory(kind, id, asOf)) : null;
    if (!history) {
      const detail = `No ${kind} with this id ${asOf ? 'was known then' : 'is known'}.${kind === 'client' ? OWN_EVENTS : ''}`;
      throw new ProblemException({ status: 404, code: 'not-found', detail });
    }
    void reply.header('etag', `"${history.revision}"`);
    return history;
  }
}
