/** Parts that the data of several event types have in common. */
import {
  SEXES,
  type ClientRef,
  type Day,
  type Dated,
  type Instrument,
  type OpeningData,
  type Sex,
} from '#libs/trajectory';
import { Born, Bsn, Code, FreeCode, Id, Municipality, On, Part, Pseudonym } from './rules.js';

/** A client as a sender names one: by BSN, which is replaced at once, or by pseudonym. */
export class SentClient {
  @Bsn({ optional: true })
  readonly bsn?: string;

  @Pseudonym({ optional: true })
  readonly pseudonym?: string;
}

/** Event data as sent: the same fields, a client perhaps still by BSN. */
export type Sent<T> = Omit<T, 'client'> & (T extends { readonly client: ClientRef } ? { client: SentClient } : unknown);

const ONE_CLIENT = 'an object with either bsn or pseudonym';
const namesOne = (client: SentClient): boolean => (client.bsn === undefined) !== (client.pseudonym === undefined);

/** Who the event is about. */
export const Client = (optional = false): PropertyDecorator =>
  Part(() => SentClient, ONE_CLIENT, { optional }, namesOne);

/** Which version of which instrument. */
export class InstrumentData implements Instrument {
  @Id()
  readonly id!: string;

  @FreeCode()
  readonly version!: string;
}

export const InstrumentPart = (optional = false): PropertyDecorator =>
  Part(() => InstrumentData, 'an object with id and version', { optional });

/** Data with nothing but its date. */
export class DatedData implements Dated {
  @On({ about: 'When it was true for the child: a calendar day in Europe/Amsterdam' })
  readonly effectiveOn!: Day;
}

/** What every opening event tells. */
export class OpeningEventData extends DatedData implements Sent<OpeningData> {
  @Client()
  readonly client!: SentClient;

  @Municipality()
  readonly municipality!: string;

  @Born()
  readonly born!: string;

  @Code(SEXES)
  readonly sex!: Sex;
}

/** What every event about a client may carry when the sender has no pseudonym to put in `subject`. */
export class ClientEventData extends DatedData {
  @Client(true)
  readonly client?: SentClient;
}
