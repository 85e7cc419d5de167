import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { DIMENSIONS } from '#libs/indicators';

const optional = (name: string, description: string, format?: 'date') =>
  ApiQuery({ name, required: false, description, schema: { type: 'string', ...(format && { format }) } });

/** Documents which notes can be asked for. */
export const ApiNoteFilter = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    optional('indicator', 'Only notes about this indicator'),
    optional('from', 'Only notes whose window has a day on or after this one', 'date'),
    optional('to', 'Only notes whose window has a day on or before this one', 'date'),
    ...DIMENSIONS.map((name) => optional(name, 'Only notes about these, a comma list, or about all of them')),
  );
