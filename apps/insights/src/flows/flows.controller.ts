import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '#libs/access';
import { ApiAnswer } from '../figures/api-answer.js';
import { ApiFigureParameters, NOTES_LINK } from '../figures/figure-parameters.js';
import type { SentParameters } from '../figures/figures.js';
import { NotesBeside } from '../notes/notes-beside.js';
import { valuesTable } from '../representation/answer-tables.js';
import { Representations } from '../representation/representations.js';
import { FlowsDto } from './flows.dto.js';
import { GetFlows } from './get-flows.js';

/** Stock, inflow, outflow. */
@ApiTags('figures')
@Controller('flows')
export class FlowsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly representations: Representations,
    private readonly notes: NotesBeside,
  ) {}

  @Allow('provider', 'analyst', 'researcher')
  @Get()
  @ApiOperation({
    summary: 'Opening stock, inflow, outflow, closing stock, active; and the from-to table of care forms',
    operationId: 'getFlows',
  })
  @ApiFigureParameters()
  @ApiAnswer(FlowsDto, NOTES_LINK)
  flows(
    @Query() sent: SentParameters,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.representations.present(
      accept,
      reply,
      async () => this.notes.announce(reply, await this.queries.execute(new GetFlows(sent))),
      valuesTable,
    );
  }
}
