import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { CSV, PARQUET } from '../representation/representations.js';

type Headers = Record<string, { description: string; schema: { type: 'string' } }>;

/**
 * Documents an answer in the representations there are, and how asking can fail.
 * @param headers further headers of the answer
 */
export function ApiAnswer(body: Type, headers?: Headers): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(body),
    ApiOkResponse({
      description: 'The figure, with all that is needed to ask the same again',
      ...(headers && { headers }),
      content: {
        'application/json': { schema: { $ref: getSchemaPath(body) } },
        [CSV]: { schema: { type: 'string', description: 'RFC 4180 with a header row; a line per row' } },
        [PARQUET]: { schema: { type: 'string', format: 'binary', description: 'The same table as a Parquet file' } },
      },
    }),
    ApiProblems({
      400: 'A parameter is unknown or impossible; `errors` names each',
      406: 'None of the accepted media types can be given',
      503: 'The state asked about is not reached yet; `Retry-After` says when to come back',
    }),
  );
}
