/** The schemas of events in the OpenAPI document: one per type, made from the classes that check them. */
import { getSchemaPath, type ApiOperationOptions } from '@nestjs/swagger';
import { EVENT_NAMES, typeOf } from '#libs/trajectory';
import { DATA_CLASSES } from '../data/data-classes.js';
import { EventEnvelope } from '../data/envelope.data.js';
import { BATCH_EVENTS, BATCH_TYPE, LINES_TYPE, SINGLE_TYPES } from './bodies.js';

/** Classes that the document must hold because the schemas point at them. */
export const EVENT_MODELS = [EventEnvelope, ...new Set(Object.values(DATA_CLASSES))];

const EXAMPLE = {
  specversion: '1.0',
  id: '7c1d3c56-1f0e-4a53-9f5e-0a3f6c1f9a10',
  source: 'urn:nld:kvknr:41188450:systeem:ecd',
  type: typeOf('trajectory-ended'),
  subject: 'T-2024-000123',
  time: '2024-06-30T14:02:11Z',
  data: { effectiveOn: '2024-06-28', endReason: '01' },
};

/** Any event: the envelope, and for each type its own data. */
const ANY_EVENT = {
  oneOf: EVENT_NAMES.map((name) => ({
    title: name,
    allOf: [
      { $ref: getSchemaPath(EventEnvelope) },
      {
        type: 'object',
        properties: {
          type: { type: 'string', enum: [typeOf(name)] },
          data: { $ref: getSchemaPath(DATA_CLASSES[name]) },
        },
      },
    ],
  })),
};

type RequestBody = NonNullable<ApiOperationOptions['requestBody']>;

const SINGLE = Object.fromEntries(SINGLE_TYPES.map((type) => [type, { schema: ANY_EVENT, example: EXAMPLE }]));

/** The body of `POST /v1/events`. */
export const EVENTS_BODY: RequestBody = {
  required: true,
  content: {
    ...SINGLE,
    [BATCH_TYPE]: { schema: { type: 'array', maxItems: BATCH_EVENTS, items: ANY_EVENT } },
    [LINES_TYPE]: { schema: { type: 'string', description: 'One event per line, in UTF-8' } },
  },
};

/** The body of a resubmission. */
export const MENDED_EVENT_BODY: RequestBody = {
  required: false,
  description: 'The mended event; nothing to send the kept one again',
  content: SINGLE,
};
