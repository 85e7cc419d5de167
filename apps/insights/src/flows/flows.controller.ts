import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiAnswer } from '../figures/api-answer.js';
import { ApiFigureParameters } from '../figures/figure-parameters.js';
import type { SentParameters } from '../figures/figures.js';
import { present } from '../representation/present.js';
import { valuesTable } from '../representation/tables.js';
import { FlowsDto } from './flows.dto.js';
import { GetFlows } from './get-flows.js';

/** Stock, inflow, outflow. */
@ApiTags('figures')
@Controller('flows')
export class FlowsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'Opening stock, inflow, outflow, closing stock, active; and the from-to table of care forms',
    operationId: 'getFlows',
  })
  @ApiFigureParameters()
  @ApiAnswer(FlowsDto)
  flows(
    @Query() sent: SentParameters,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return present(accept, reply, () => this.queries.execute(new GetFlows(sent)), valuesTable);
  }
}
