import { Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Journalled, type Journal } from '#libs/access';
import type { RecordedDecision } from '#libs/erasure';
import { ApiProblems, parseJson, ProblemException, TakesBody } from '#libs/http';
import type { Pseudonymiser } from '#libs/privacy';
import { readParameters } from '../http/parameters.js';
import { PSEUDONYMISER } from '../ledger.options.js';
import { countsByMonth, type MonthOfDecisions } from './counts-by-month.js';
import { DECISION_BODY, DecisionDto, DecisionsDto } from './erasure.dto.js';
import { Erasures } from './erasures.js';
import { readRequest } from './read-request.js';

/** Decisions on requests to erase a person. */
@ApiTags('erasures')
@Controller('erasures')
export class ErasuresController {
  constructor(
    private readonly erasures: Erasures,
    @Inject(PSEUDONYMISER) private readonly pseudonymiser: Pseudonymiser,
  ) {}

  @Allow('admin')
  @Post()
  @TakesBody({ types: ['application/json'], raw: true })
  @ApiOperation({
    summary: 'Erase a person for good, or record that it was refused',
    description:
      'Destroys the keys of everything that stands for the person, of all linked pseudonyms. It cannot be undone. ' +
      'Figures leave the person out from then on, also figures as of an earlier position, and say how many are erased.',
    operationId: 'decideErasure',
    requestBody: DECISION_BODY,
  })
  @ApiResponse({ status: 201, description: 'The decision, as it is recorded', type: DecisionDto })
  @ApiProblems({
    400: 'The request is not valid',
    404: 'Nothing that can be read names this client',
    503: 'The access log cannot be written, and this belongs in it',
  })
  async decide(@Req() { body }: FastifyRequest, @Journalled() journal: Journal): Promise<RecordedDecision> {
    const asked = readRequest(Buffer.isBuffer(body) ? parseJson(body) : undefined, this.pseudonymiser);
    const { decision: asks, ground } = asked;
    journal.write({
      action: 'erase',
      object: 'person',
      detail: { decision: asks, ground },
      clients: [asked.pseudonym],
    });
    const decision = await this.erasures.decide(asked);
    if (decision) return decision;
    throw new ProblemException({ status: 404, code: 'not-found', detail: 'Nothing in the ledger names this client.' });
  }

  @Allow('admin', 'auditor')
  @Get()
  @ApiOperation({
    summary: 'The register: every decision, in order, and how many there were by month',
    operationId: 'listErasures',
  })
  @ApiOkResponse({ type: DecisionsDto })
  @ApiProblems({ 400: 'A parameter is sent, and there is none' })
  async list(
    @Query() sent: Record<string, unknown>,
  ): Promise<{ readonly counts: readonly MonthOfDecisions[]; readonly erasures: readonly RecordedDecision[] }> {
    readParameters(sent, {});
    const erasures = await this.erasures.list();
    return { counts: countsByMonth(erasures), erasures };
  }
}
