import { Controller, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, type Principal } from '#libs/access';
import { ApiProblems } from '#libs/http';
import { curveTable, seriesTable, valuesTable } from '../representation/answer-tables.js';
import { FigureAnswers } from './figure-answers.js';
import { ApiIndicatorId, ApiInterval, ApiMethod, INDICATOR_PROBLEMS } from './figure-parameters.js';
import { FigureRoute } from './figure-route.js';
import type { SentParameters } from './figures.js';
import { GetCurve } from './get-curve.js';
import { GetSeries } from './get-series.js';
import { GetValues } from './get-values.js';
import { CurveDto, SeriesDto, ValuesDto } from './rows.dto.js';

const VALUES = { operationId: 'getValues', summary: 'The figure for a window' };
const SERIES = { operationId: 'getSeries', summary: 'The figure for each period of a window' };
const CURVE = {
  operationId: 'getCurve',
  summary: 'A time-to-event estimate per day, with its interval and the number at risk',
};

/** The figures of an indicator. */
@ApiTags('figures')
@ApiProblems(INDICATOR_PROBLEMS)
@Controller('indicators/:id')
export class FiguresController {
  constructor(private readonly answers: FigureAnswers) {}

  @FigureRoute('values', VALUES, ValuesDto, ApiIndicatorId(), ApiMethod())
  values(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answers.give(new GetValues(id, sent, caller), accept, reply, valuesTable);
  }

  @FigureRoute('series', SERIES, SeriesDto, ApiIndicatorId(), ApiMethod(), ApiInterval())
  series(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answers.give(new GetSeries(id, sent, caller), accept, reply, seriesTable);
  }

  @FigureRoute('curve', CURVE, CurveDto, ApiIndicatorId(), ApiMethod())
  curve(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Caller() caller: Principal,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.answers.give(new GetCurve(id, sent, caller), accept, reply, curveTable);
  }
}
