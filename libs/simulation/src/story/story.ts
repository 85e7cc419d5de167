/** What senders tell the ledger about one client, and when each message arrives. */
import { typeOf, type EventDataByName, type EventName, type StreamKind } from '#libs/trajectory';
import { dayText, instantOn } from '../days.js';
import type { ClientName } from '../client.js';
import type { Random } from '../random.js';

/** What the ledger must answer to a message. */
export type Expected = 'recorded' | 'duplicate' | 'refused';

/** A CloudEvent as it goes over the wire. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The data of an event as a sender writes it: a client may be named by BSN. */
export type Sent<N extends EventName> = {
  readonly [F in keyof Omit<EventDataByName[N], 'effectiveOn'>]: F extends 'client'
    ? ClientName
    : Omit<EventDataByName[N], 'effectiveOn'>[F];
};

/** One message. */
export interface Told {
  readonly stream: Stream;
  readonly id: string;
  readonly source: string;
  readonly name: EventName;
  /** effectiveOn. Like `data` changed by the mess of life: what is told first may be wrong. */
  on: number;
  data: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly loggedAt: number;
  readonly deliveredAt: number;
  readonly expected: Expected;
}

/** A stream that messages are about. */
export class Stream {
  opening: Told | null = null;
  told = 0;

  constructor(
    readonly kind: StreamKind,
    /** Subject, or null for a client who is named by BSN in `data`. */
    readonly subject: string | null,
    /** What the ids of its messages start with. */
    readonly prefix: string,
  ) {}
}

export interface Telling {
  readonly source: string;
  /** Messages that must have arrived before. */
  readonly after?: readonly Told[];
  /** First day on which it can be logged, where that is later than effectiveOn. */
  readonly notBefore?: number;
  readonly expected?: Expected;
  /** Logged on the day and sent at once. */
  readonly prompt?: boolean;
}

/** Collects what is told about one client. */
export class Story {
  readonly told: Told[] = [];

  constructor(private readonly random: Random) {}

  /** Adds a message with its way to the ledger: logged a little or much later, sent at once or in a batch. */
  tell<N extends EventName>(stream: Stream, name: N, on: number, data: Sent<N>, telling: Telling): Told {
    const { random } = this;
    const day = Math.max(on, telling.notBefore ?? on) + (telling.prompt ? 0 : registrationDelay(random));
    const loggedAt = instantOn(day, random.between(8, 18));
    const arrivesAt = loggedAt + Math.round((telling.prompt ? 0.1 : sendingDelay(random)) * 3_600_000);
    const earlier = [...(stream.opening ? [stream.opening] : []), ...(telling.after ?? [])];
    const deliveredAt = earlier.reduce((at, event) => Math.max(at, event.deliveredAt + 60_000), arrivesAt);
    const told: Told = {
      stream,
      id: `${stream.prefix}.${stream.told}`,
      source: telling.source,
      name,
      on,
      data: data,
      loggedAt,
      deliveredAt,
      expected: telling.expected ?? 'recorded',
    };
    stream.told += 1;
    this.told.push(told);
    return told;
  }

  /** Adds the first message of a stream. */
  open<N extends EventName>(stream: Stream, name: N, on: number, data: Sent<N>, telling: Telling): Told {
    stream.opening = this.tell(stream, name, on, data, telling);
    return stream.opening;
  }
}

/** Days until somebody writes down what happened: mostly at once, sometimes after months. */
function registrationDelay(random: Random): number {
  const [from, to] = random.pick<[number, number]>([
    [[0, 3], 70],
    [[4, 30], 21],
    [[31, 120], 7.5],
    [[121, 400], 1.5],
  ]);
  return random.int(from, to);
}

/** Hours until the sending system passes it on: the same day, within the week, or with the month's batch. */
function sendingDelay(random: Random): number {
  const [from, to] = random.pick<[number, number]>([
    [[0.01, 12], 70],
    [[12, 7 * 24], 22],
    [[7 * 24, 31 * 24], 8],
  ]);
  return random.between(from, to);
}

/** A message as it goes over the wire. */
export function toCloudEvent(told: Told): CloudEvent {
  return {
    specversion: '1.0',
    id: told.id,
    source: told.source,
    type: typeOf(told.name),
    ...(told.stream.subject === null ? {} : { subject: told.stream.subject }),
    time: new Date(told.loggedAt).toISOString(),
    data: { effectiveOn: dayText(told.on), ...told.data },
  };
}
