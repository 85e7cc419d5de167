import { applyDecorators, Get, type Type } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow } from '#libs/access';
import { ApiAnswer } from './api-answer.js';
import { ApiFigureParameters, NOTES_LINK } from './figure-parameters.js';

/**
 * A route that gives figures, and what all of those document alike.
 *
 * @param path below the path of the controller
 * @param body what is answered as JSON
 * @param further documents the parameters that not all of them take
 */
export const FigureRoute = (
  path: string,
  { operationId, summary }: { readonly operationId: string; readonly summary: string },
  body: Type,
  ...further: MethodDecorator[]
): MethodDecorator =>
  applyDecorators(
    Allow('provider', 'analyst', 'researcher'),
    Get(path),
    ApiOperation({ summary, operationId }),
    ApiFigureParameters(),
    ...further,
    ApiAnswer(body, NOTES_LINK),
  );
