import { applyDecorators, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Caller, Journalled, type Journal, type Principal } from '#libs/access';
import { ApiProblems, ProblemException } from '#libs/http';
import type { StreamKind } from '#libs/trajectory';
import { readParameters } from '../http/parameters.js';
import { isSubjectId } from '../http/subject-id.js';
import { asOfReader } from './as-of.js';
import { HistoryDto } from './history.dto.js';
import { ReadHistory, type History } from './read-history.js';

type Sent = Record<string, unknown>;

interface Asked {
  readonly kind: StreamKind;
  readonly id: string;
  readonly sent: Sent;
  readonly caller: Principal;
  readonly journal: Journal;
}

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
  trajectory(
    @Param('id') id: string,
    @Query() sent: Sent,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.read({ kind: 'trajectory', id, sent, caller, journal }, reply);
  }

  @Allow('provider', 'researcher')
  @Get('measures/:id')
  @ApiHistory('protection measure', 'readMeasure')
  measure(
    @Param('id') id: string,
    @Query() sent: Sent,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.read({ kind: 'measure', id, sent, caller, journal }, reply);
  }

  @Allow('provider', 'researcher')
  @Get('probations/:id')
  @ApiHistory('probation', 'readProbation')
  probation(
    @Param('id') id: string,
    @Query() sent: Sent,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.read({ kind: 'probation', id, sent, caller, journal }, reply);
  }

  @Allow('researcher')
  @Get('clients/:id')
  @ApiHistory('client', 'readClient')
  client(
    @Param('id') id: string,
    @Query() sent: Sent,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.read({ kind: 'client', id, sent, caller, journal }, reply);
  }

  private async read({ kind, id, sent, caller, journal }: Asked, reply: FastifyReply): Promise<History> {
    const { asOf } = readParameters(sent, { asOf: asOfReader });
    const found = isSubjectId(id) ? await this.queries.execute(new ReadHistory(kind, id, caller, asOf)) : null;
    if (found) {
      const { history, clients, allowed } = found;
      const look = { action: 'read', object: kind, id, detail: { revision: history.revision }, clients } as const;
      journal.write({ ...look, outcome: allowed ? 'given' : 'refused' });
      if (allowed) {
        void reply.header('etag', `"${history.revision}"`);
        return history;
      }
    }
    // Whose it is would tell that it is there: who may not read it hears the same as where there is none.
    const detail = `No ${kind} with this id ${asOf ? 'was known then' : 'is known'}.${kind === 'client' ? OWN_EVENTS : ''}`;
    throw new ProblemException({ status: 404, code: 'not-found', detail });
  }
}
