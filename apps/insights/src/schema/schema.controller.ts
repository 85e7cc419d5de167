import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ROLES } from '#libs/access';
import { DEFINITION_SCHEMA } from '#libs/indicators';
import { refuseParameters } from '../parameters/refuse-parameters.js';

const SCHEMA_MEDIA_TYPE = 'application/schema+json';

/** The language in which indicators are defined. */
@ApiTags('indicators')
@Controller('indicator-schema')
export class SchemaController {
  @Allow(...ROLES)
  @Get()
  @Header('content-type', SCHEMA_MEDIA_TYPE)
  @ApiOperation({ summary: 'The JSON Schema (2020-12) of a definition', operationId: 'getIndicatorSchema' })
  @ApiOkResponse({
    description: 'The schema; what a definition means beyond its form is checked when it is defined',
    content: { [SCHEMA_MEDIA_TYPE]: { schema: { type: 'object', additionalProperties: true } } },
  })
  get(@Query() parameters: Record<string, unknown>): object {
    refuseParameters(parameters);
    return DEFINITION_SCHEMA;
  }
}
