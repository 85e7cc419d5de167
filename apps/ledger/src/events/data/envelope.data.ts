import { EVENT_NAMES, eventNameOf, isDay, typeOf } from '#libs/trajectory';
import { dayOfInstant, EVENT_ID, isEventId, isSource, SOURCE, TIME } from './envelope-rules.js';
import { Field } from './field.js';
import { Id, isObject } from './rules.js';

/** It is kept as it was sent, so no other parameter passes: one could hold any text. */
const JSON_TYPE = /^application\/json(\s*;\s*charset="?utf-8"?)?$/i;

/** One event as sent: CloudEvents 1.0 in JSON with the NL GOV profile (contract section 2). */
export class EventEnvelope {
  @Field({ what: 'the text 1.0', shape: (value) => value === '1.0', schema: { type: 'string', enum: ['1.0'] } })
  readonly specversion!: '1.0';

  @Field(
    { what: EVENT_ID, shape: isEventId, schema: { type: 'string', minLength: 1, maxLength: 128 } },
    { about: 'Unique within the source' },
  )
  readonly id!: string;

  @Field(
    { what: SOURCE, shape: isSource, schema: { type: 'string', format: 'uri-reference', maxLength: 256 } },
    { about: 'The sending system, such as urn:nld:kvknr:41188450:systeem:ecd' },
  )
  readonly source!: string;

  @Field({
    what: 'an event type of this ledger, such as nl.jeugdhulptrajecten.care-started',
    shape: (value) => typeof value === 'string',
    content: { code: 'unknown-type', test: (value: string) => eventNameOf(value) !== null },
    schema: { type: 'string', enum: EVENT_NAMES.map(typeOf) },
  })
  readonly type!: string;

  @Id({ optional: true, about: 'Id of the trajectory, measure or probation, or pseudonym of the client' })
  readonly subject?: string;

  @Field(
    {
      what: TIME,
      shape: (value) => isDay(dayOfInstant(value)),
      schema: { type: 'string', format: 'date-time' },
    },
    { optional: true, about: 'When the sending system logged it' },
  )
  readonly time?: string;

  @Field(
    {
      what: 'application/json',
      shape: (value) => typeof value === 'string' && JSON_TYPE.test(value),
      schema: { type: 'string', enum: ['application/json'] },
    },
    { optional: true },
  )
  readonly datacontenttype?: string;

  @Field(
    { what: SOURCE, shape: isSource, schema: { type: 'string', format: 'uri-reference', maxLength: 256 } },
    { optional: true },
  )
  readonly dataschema?: string;

  @Field({ what: 'an object', shape: isObject, schema: { type: 'object', additionalProperties: true } })
  readonly data!: Readonly<Record<string, unknown>>;
}
