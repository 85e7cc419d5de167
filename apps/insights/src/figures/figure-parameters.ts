import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { DIMENSIONS, INTERVALS, METHODS } from '#libs/indicators';

const list = (description: string, example: string) => ({
  description,
  required: false,
  schema: { type: 'string', example },
});

const FILTERS: Readonly<Record<(typeof DIMENSIONS)[number], [description: string, example: string]>> = {
  region: ['Regions, by the configured table of municipalities', 'Regio Noord'],
  municipality: ['Municipalities: GM and four digits', 'GM0344,GM0310'],
  provider: ['Ids of providers, or of the institution for measures and probations', 'aanbieder-1'],
  careForm: ['Care forms (hulpvorm)', '02,11'],
  referrer: ['Referrers (verwijzer)', '01'],
  sex: ['V, M, O', 'V'],
  ageBand: ['Age bands: 0-3, 4-11, 12-15, 16-17, 18-22, 23+', '12-15,16-17'],
  endReason: ['End reasons (reden beëindiging)', '01'],
  measureType: ['Types of protection measure', '11,12'],
  year: ['Calendar years', '2025'],
};

/** Documents which indicator is asked: its id in the path, and its version. */
export const ApiIndicatorId = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiParam({
      name: 'id',
      description: 'Id of the indicator',
      schema: { type: 'string', example: 'repeat-referral' },
    }),
    ApiQuery({
      name: 'version',
      required: false,
      description: 'Version of the indicator; default: the latest. A retired one must be asked by its version',
      schema: { type: 'integer', minimum: 1 },
    }),
  );

/** Documents the header that leads to the notes about an answer. */
export const NOTES_LINK = {
  Link: {
    description: 'rel="related": the notes about this figure, how many in its title',
    schema: { type: 'string' as const },
  },
};

/** How asking an indicator can fail. */
export const INDICATOR_PROBLEMS = {
  404: 'No such indicator or version',
  410: 'The indicator is retired: ask it by its version',
};

/** Documents the parameters of a question that can be broken down. */
export const ApiFigureParameters = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiQuestionParameters(),
    ApiQuery({ name: 'by', ...list(`Break down by: comma list of ${DIMENSIONS.join(', ')}`, 'municipality,careForm') }),
  );

/** Documents the parameters that every question takes (contract section 4). */
export function ApiQuestionParameters(): MethodDecorator & ClassDecorator {
  const day = (name: string, required: boolean, description: string) =>
    ApiQuery({ name, required, description, schema: { type: 'string', format: 'date' } });
  return applyDecorators(
    day('from', true, 'First day of the window'),
    day('to', true, 'Last day of the window, included'),
    ...DIMENSIONS.map((name) => {
      const [description, example] = FILTERS[name];
      return ApiQuery({ name, ...list(`Only these, a comma list. ${description}`, example) });
    }),
    ApiQuery({
      name: 'asOf',
      required: false,
      description:
        'State of knowledge: a position, or an RFC 3339 instant. Default: the newest position that the figures have seen. ' +
        'One not reached yet is waited for, up to 5 seconds.',
      schema: { type: 'string', example: '2025-12-31T22:10:05Z' },
    }),
    day(
      'observedUntil',
      false,
      'Last day up to which events are taken to be complete. Default: the day before that of asOf, Amsterdam time',
    ),
    ApiQuery({
      name: 'parameters',
      required: false,
      description: "The indicator's own parameters, each as a query parameter of its own name (`followUpDays=365`)",
      style: 'form',
      explode: true,
      schema: { type: 'object', additionalProperties: { type: 'string' } },
    }),
  );
}

/** Documents `method`, which time-to-event indicators take. */
export const ApiMethod = () =>
  ApiQuery({
    name: 'method',
    required: false,
    description: 'How a time-to-event figure is estimated. A curve has an estimator, not `complete`',
    schema: { type: 'string', enum: [...METHODS] },
  });

/** Documents `interval`, which a series takes. */
export const ApiInterval = () =>
  ApiQuery({
    name: 'interval',
    required: false,
    description: 'Length of the periods, counted from the first day of the window; the last stops at its last day',
    schema: { type: 'string', enum: [...INTERVALS], default: 'P1M' },
  });
