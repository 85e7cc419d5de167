import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '#libs/access';
import { ApiProblems } from '#libs/http';
import { NotesBeside } from '../notes/notes-beside.js';
import { curveTable, seriesTable, valuesTable } from '../representation/answer-tables.js';
import { Representations } from '../representation/representations.js';
import { ApiAnswer } from './api-answer.js';
import {
  ApiFigureParameters,
  ApiIndicatorId,
  ApiInterval,
  ApiMethod,
  INDICATOR_PROBLEMS,
  NOTES_LINK,
} from './figure-parameters.js';
import type { SentParameters } from './figures.js';
import { GetCurve } from './get-curve.js';
import { GetSeries } from './get-series.js';
import { GetValues } from './get-values.js';
import { CurveDto, SeriesDto, ValuesDto } from './rows.dto.js';

/** The figures of an indicator. */
@ApiTags('figures')
@ApiProblems(INDICATOR_PROBLEMS)
@Controller('indicators/:id')
export class FiguresController {
  constructor(
    private readonly queries: QueryBus,
    private readonly representations: Representations,
    private readonly notes: NotesBeside,
  ) {}

  @Allow('provider', 'analyst', 'researcher')
  @Get('values')
  @ApiOperation({ summary: 'The figure for a window', operationId: 'getValues' })
  @ApiIndicatorId()
  @ApiFigureParameters()
  @ApiMethod()
  @ApiAnswer(ValuesDto, NOTES_LINK)
  values(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.representations.present(
      accept,
      reply,
      async () => this.notes.announce(reply, await this.queries.execute(new GetValues(id, sent))),
      valuesTable,
    );
  }

  @Allow('provider', 'analyst', 'researcher')
  @Get('series')
  @ApiOperation({ summary: 'The figure for each period of a window', operationId: 'getSeries' })
  @ApiIndicatorId()
  @ApiFigureParameters()
  @ApiMethod()
  @ApiInterval()
  @ApiAnswer(SeriesDto, NOTES_LINK)
  series(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.representations.present(
      accept,
      reply,
      async () => this.notes.announce(reply, await this.queries.execute(new GetSeries(id, sent))),
      seriesTable,
    );
  }

  @Allow('provider', 'analyst', 'researcher')
  @Get('curve')
  @ApiOperation({
    summary: 'A time-to-event estimate per day, with its interval and the number at risk',
    operationId: 'getCurve',
  })
  @ApiIndicatorId()
  @ApiFigureParameters()
  @ApiMethod()
  @ApiAnswer(CurveDto, NOTES_LINK)
  curve(
    @Param('id') id: string,
    @Query() sent: SentParameters,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.representations.present(
      accept,
      reply,
      async () => this.notes.announce(reply, await this.queries.execute(new GetCurve(id, sent))),
      curveTable,
    );
  }
}
