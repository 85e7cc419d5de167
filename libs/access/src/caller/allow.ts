import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import { declareRoute } from '#libs/http';
import type { Role } from './principal.js';

/** Name of the security scheme in the OpenAPI document. */
export const SECURITY_SCHEME = 'bearer';

/**
 * On a handler: who may call it. One of the roles is enough; which of the things behind it a caller sees is for the
 * handler to limit by the caller's provider or regions.
 */
export const Allow = (...roles: readonly [Role, ...Role[]]): MethodDecorator =>
  applyDecorators(
    declareRoute({ access: roles }),
    ApiBearerAuth(SECURITY_SCHEME),
    ApiResponse({ status: 401, description: 'No valid access token' }),
    ApiResponse({
      status: 403,
      description: `The caller has none of the roles ${roles.join(', ')}, or asks for more than is theirs`,
    }),
  );
