/** Data of corrections and retractions: contract section 3, last table. */
import { CHANGE_REASONS, type EventDataByName, type EventKey } from '#libs/trajectory';
import { Field } from './field.js';
import { Code, isObject, Part } from './rules.js';
import { EVENT_ID, isEventId, isSource, SOURCE } from './envelope-rules.js';
import { DatedData, type Sent } from './shared.data.js';

type Data = EventDataByName;

export class EventKeyData implements EventKey {
  @Field({ what: SOURCE, shape: isSource, schema: { type: 'string', format: 'uri-reference' } })
  readonly source!: string;

  @Field({ what: EVENT_ID, shape: isEventId, schema: { type: 'string' } })
  readonly id!: string;
}

const KEY = 'an object with the source and id of an event';

export class EventCorrectedData extends DatedData implements Sent<Data['event-corrected']> {
  @Part(() => EventKeyData, KEY)
  readonly corrects!: EventKeyData;

  /** Checked against the type of the corrected event, once that is known. */
  @Field({
    what: 'an object: the full new data of the event it corrects',
    shape: isObject,
    schema: { type: 'object', additionalProperties: true },
  })
  readonly data!: Readonly<Record<string, unknown>>;

  @Code(CHANGE_REASONS)
  readonly reason!: Data['event-corrected']['reason'];
}

export class EventRetractedData extends DatedData implements Sent<Data['event-retracted']> {
  @Part(() => EventKeyData, KEY)
  readonly retracts!: EventKeyData;

  @Code(CHANGE_REASONS)
  readonly reason!: Data['event-retracted']['reason'];
}
