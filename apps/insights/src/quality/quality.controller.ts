import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Caller, ROLES, type Principal } from '#libs/access';
import { ApiProblems } from '#libs/http';
import { QUALITY } from '#libs/indicators';
import { CatalogueDto } from '../catalogue/catalogue.dto.js';
import { describeIndicator } from '../catalogue/describe.js';
import { FigureAnswers } from '../figures/figure-answers.js';
import { ApiInterval } from '../figures/figure-parameters.js';
import { FigureRoute } from '../figures/figure-route.js';
import type { SentParameters } from '../figures/figures.js';
import { SeriesDto, ValuesDto } from '../figures/rows.dto.js';
import { refuseParameters } from '../parameters/refuse-parameters.js';
import { seriesTable, valuesTable } from '../representation/answer-tables.js';
import { GetQuality, GetQualitySeries } from './get-quality.js';

const VALUES = { operationId: 'getQuality', summary: 'A figure about the data themselves, for a window' };
const SERIES = { operationId: 'getQualitySeries', summary: 'A figure about the data themselves, for each period' };
const ApiFigure = () => ApiParam({ name: 'id', enum: QUALITY.map(({ id }) => id) });

/** How complete and how timely the data are. */
@ApiTags('quality')
@Controller('quality')
export class QualityController {
  constructor(private readonly answers: FigureAnswers) {}

  @Allow(...ROLES)
  @Get()
  @ApiOperation({ summary: 'The figures about the data themselves', operationId: 'listQuality' })
  @ApiOkResponse({ type: CatalogueDto })
  list(@Query() sent: SentParameters): unknown {
    refuseParameters(sent);
    return {
      indicators: QUALITY.map((definition) =>
        describeIndicator({
          definition,
          origin: 'built-in',
          latestVersion: definition.version,
          recordedAt: null,
          retiredAt: null,
        }),
      ),
    };
  }

  @FigureRoute(':id/values', VALUES, ValuesDto, ApiFigure(), ApiProblems({ 404: 'No such figure' }))
  values(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answers.give(new GetQuality(id, sent, caller), accept, reply, valuesTable);
  }

  @FigureRoute(':id/series', SERIES, SeriesDto, ApiFigure(), ApiInterval(), ApiProblems({ 404: 'No such figure' }))
  series(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answers.give(new GetQualitySeries(id, sent, caller), accept, reply, seriesTable);
  }
}
