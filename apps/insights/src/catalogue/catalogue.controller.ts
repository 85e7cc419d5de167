import { Controller, Delete, Get, Headers, HttpCode, Param, Put, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, ROLES } from '#libs/access';
import { ApiProblems, TakesBody } from '#libs/http';
import { readIfMatch } from '../parameters/if-match.js';
import { readVersion } from '../parameters/read-version.js';
import { refuseParameters } from '../parameters/refuse-parameters.js';
import { readBody } from '../recorded/read-body.js';
import { CatalogueDto, DefinitionDto, IndicatorDto, ParameterDto } from './catalogue.dto.js';
import { DefineIndicator } from './define-indicator.js';
import { GetIndicator } from './get-indicator.js';
import { ListIndicators } from './list-indicators.js';
import { RetireIndicator } from './retire-indicator.js';

/** Longest definition in bytes: the largest one built in has a tenth of it. */
const DEFINITION_BYTES = 64 * 1024;

const ETAG = {
  ETag: { description: 'The present state of the indicator, for If-Match', schema: { type: 'string' } },
} as const;
const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'ETag that the indicator must have now; `*` = it must be there',
  schema: { type: 'string', example: '"1"' },
} as const;
const ID = { name: 'id', description: 'Id of the indicator', example: 'repeat-referral' } as const;

/** Which figures there are, what each of them means, and how to add one. */
@ApiTags('indicators')
@ApiExtraModels(ParameterDto)
@Controller('indicators')
export class CatalogueController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Allow(...ROLES)
  @Get()
  @ApiOperation({
    summary: 'The catalogue of indicators: the latest version of each, retired ones marked',
    operationId: 'listIndicators',
  })
  @ApiOkResponse({ type: CatalogueDto })
  @ApiProblems({ 503: 'The ledger cannot be reached' })
  async list(@Query() parameters: Record<string, unknown>): Promise<unknown> {
    refuseParameters(parameters);
    return this.queries.execute(new ListIndicators());
  }

  @Allow(...ROLES)
  @Get(':id')
  @ApiOperation({ summary: 'One indicator: definition, parameters, source, caveats', operationId: 'getIndicator' })
  @ApiParam(ID)
  @ApiQuery({
    name: 'version',
    required: false,
    description: 'Version of the indicator; default: the latest',
    schema: { type: 'integer', minimum: 1 },
  })
  @ApiOkResponse({ type: IndicatorDto, headers: ETAG })
  @ApiProblems({ 404: 'No such indicator or version', 503: 'The ledger cannot be reached' })
  async get(
    @Param('id') id: string,
    @Query() parameters: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { version, others } = readVersion(parameters);
    refuseParameters(others);
    return this.show(reply, id, version);
  }

  @Allow('researcher', 'admin')
  @Put(':id')
  @TakesBody({ types: ['application/json'], raw: true })
  @ApiOperation({
    summary: 'Define an indicator, or its next version; the same definition again changes nothing',
    operationId: 'defineIndicator',
  })
  @ApiParam({ ...ID, example: 'crisis-start' })
  @ApiHeader(IF_MATCH)
  @ApiBody({ type: DefinitionDto })
  @ApiResponse({ status: 201, description: 'A version that is now recorded', type: IndicatorDto, headers: ETAG })
  @ApiResponse({ status: 200, description: 'The latest version says the same', type: IndicatorDto, headers: ETAG })
  @ApiProblems({
    400: 'The definition cannot be computed: errors points at each fault',
    409: 'The indicator is built in, or has another version than If-Match or the body says',
    413: 'The definition is too large',
    415: 'The media type is not taken',
    503: 'The ledger cannot be reached',
  })
  async define(
    @Param('id') id: string,
    @Query() parameters: Record<string, unknown>,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refuseParameters(parameters);
    const definition = readBody(body, DEFINITION_BYTES);
    const { created } = await this.commands.execute(new DefineIndicator(id, definition, readIfMatch(ifMatch)));
    void reply.status(created ? 201 : 200);
    return this.show(reply, id, undefined);
  }

  @Allow('researcher', 'admin')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Retire an indicator: it stays in the catalogue, marked, and its versions stay askable',
    operationId: 'retireIndicator',
  })
  @ApiParam({ ...ID, example: 'crisis-start' })
  @ApiHeader(IF_MATCH)
  @ApiNoContentResponse({ description: 'It is retired' })
  @ApiProblems({
    404: 'No such indicator',
    409: 'The indicator is built in, or has another version than If-Match says',
    503: 'The ledger cannot be reached',
  })
  async retire(
    @Param('id') id: string,
    @Query() parameters: Record<string, unknown>,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    refuseParameters(parameters);
    await this.commands.execute(new RetireIndicator(id, readIfMatch(ifMatch)));
  }

  private async show(reply: FastifyReply, id: string, version: number | undefined): Promise<unknown> {
    const { view, etag } = await this.queries.execute(new GetIndicator(id, version));
    if (version === undefined) void reply.header('etag', etag);
    return view;
  }
}
