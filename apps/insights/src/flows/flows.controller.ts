import { Controller, Headers, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, type Principal } from '#libs/access';
import { FigureAnswers } from '../figures/figure-answers.js';
import { FigureRoute } from '../figures/figure-route.js';
import type { SentParameters } from '../figures/figures.js';
import { valuesTable } from '../representation/answer-tables.js';
import { FlowsDto } from './flows.dto.js';
import { GetFlows } from './get-flows.js';

const FLOWS = {
  operationId: 'getFlows',
  summary: 'Opening stock, inflow, outflow, closing stock, active; and the from-to table of care forms',
};

/** Stock, inflow, outflow. */
@ApiTags('figures')
@Controller('flows')
export class FlowsController {
  constructor(private readonly answers: FigureAnswers) {}

  @FigureRoute('', FLOWS, FlowsDto)
  flows(
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answers.give(new GetFlows(sent, caller), accept, reply, valuesTable);
  }
}
