import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Caller, Journalled, type Journal, type Principal } from '#libs/access';
import { ApiProblems } from '#libs/http';
import { ApiAnswer } from '../figures/api-answer.js';
import { ApiIndicatorId, INDICATOR_PROBLEMS, ApiMethod, ApiQuestionParameters } from '../figures/figure-parameters.js';
import type { SentParameters } from '../figures/figures.js';
import { casesTable } from '../representation/answer-tables.js';
import { Representations } from '../representation/representations.js';
import { CasesDto } from './cases.dto.js';
import { GetCases, type CasesAnswer } from './get-cases.js';
import { DEFAULT_LIMIT, MAX_LIMIT, nextPageLink } from './page.js';

/** The cases behind a figure. */
@ApiTags('figures')
@ApiProblems(INDICATOR_PROBLEMS)
@Controller('indicators/:id/cases')
export class CasesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly representations: Representations,
  ) {}

  @Allow('researcher', 'provider')
  @Get()
  @ApiOperation({
    summary: 'The cases behind a figure, one row each with its part in it, page by page',
    operationId: 'getCases',
  })
  @ApiIndicatorId()
  @ApiQuestionParameters()
  @ApiMethod()
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  })
  @ApiQuery({
    name: 'after',
    required: false,
    description:
      'As the answer before gave it; its `Link` has the whole address of the next page, as of the same position',
    schema: { type: 'string', example: '1000' },
  })
  @ApiAnswer(CasesDto, { Link: { description: 'rel="next" while there is more', schema: { type: 'string' } } })
  cases(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Journalled() journal: Journal,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const compute = async (): Promise<CasesAnswer> => {
      const answer = await this.queries.execute(new GetCases(id, sent, caller));
      logCases(journal, answer);
      const { indicator, after, total, asOf, observedUntil } = answer;
      if (answer.cases.length > 0 && Number(after) < total) {
        const pinned = { version: String(indicator.version), after, asOf: asOf.position, observedUntil };
        void reply.header('link', nextPageLink(`/v1/indicators/${encodeURIComponent(id)}/cases`, sent, pinned));
      }
      return answer;
    };
    return this.representations.present(accept, reply, compute, casesTable);
  }
}

function logCases(journal: Journal, { indicator, window, asOf, cases }: CasesAnswer): void {
  if (cases.length === 0) return;
  const detail = { indicator: indicator.id, version: indicator.version, ...window, asOf: asOf.position };
  journal.write({ action: 'read', object: 'cases', detail, clients: cases.map(({ person }) => person) });
}
