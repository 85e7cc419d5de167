import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { refuseParameters } from '../parameters/refuse-parameters.js';
import { CatalogueDto, IndicatorDto, ParameterDto } from './catalogue.dto.js';
import { GetIndicator } from './get-indicator.js';
import { ListIndicators } from './list-indicators.js';

/** Which figures there are, and what each of them means. */
@ApiTags('indicators')
@ApiExtraModels(ParameterDto)
@Controller('indicators')
export class CatalogueController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'The catalogue of indicators', operationId: 'listIndicators' })
  @ApiOkResponse({ type: CatalogueDto })
  async list(@Query() parameters: Record<string, unknown>): Promise<unknown> {
    refuseParameters(parameters);
    return this.queries.execute(new ListIndicators());
  }

  @Get(':id')
  @ApiOperation({ summary: 'One indicator: definition, parameters, source, caveats', operationId: 'getIndicator' })
  @ApiParam({ name: 'id', description: 'Id of the indicator', example: 'repeat-referral' })
  @ApiOkResponse({ type: IndicatorDto })
  @ApiProblems({ 404: 'No such indicator' })
  async get(@Param('id') id: string, @Query() parameters: Record<string, unknown>): Promise<unknown> {
    refuseParameters(parameters);
    return this.queries.execute(new GetIndicator(id));
  }
}
