import { unavailable } from '#libs/http';
import { canonicalBytes, eventIdOf } from '#libs/codec';
import {
  BEGINNING,
  comparePositions,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  type AppendedEvent,
  type EventStore,
  type NewEvent,
  type Position,
  type StoredEvent,
} from '#libs/event-store';
import { TYPE_PREFIX } from '#libs/trajectory';

/** A sender cannot have this source: it is no URI reference. So no care event can take the id of one of these. */
const SOURCE = 'care-ledger insights';
const RETRY_AFTER_SECONDS = 5;

/** An event to record in a stream of the read side's own. */
export interface OwnEvent {
  readonly stream: string;
  /** Revision of the stream's last event; null for a new stream. */
  readonly revision: number | null;
  /** Event type without its prefix. */
  readonly name: string;
  /** What the stream is about. */
  readonly subject: string;
  readonly data: object;
}

/**
 * What the read side itself records in the event store, definitions and notes, and a projection of it in memory. It is brought up to date
 * when it is asked, from where it was: nothing runs in the background, every process sees what any other has recorded, and after a restart
 * it is read again from the beginning. The types asked for are few, and the store finds events by type.
 */
export class RecordedEvents {
  private seen: Position = BEGINNING;
  private turn: Promise<void> = Promise.resolve();

  /**
   * @param names event types without their prefix
   * @param apply takes in one event; called in order, once for each
   */
  constructor(
    private readonly store: EventStore,
    private readonly names: readonly string[],
    private readonly apply: (name: string, data: unknown, event: StoredEvent) => void,
  ) {}

  /**
   * Takes in everything that was recorded before this call.
   * @throws ProblemException 503 `ledger-unavailable`
   */
  async catchUp(): Promise<void> {
    const turn = this.turn.then(() => this.read());
    this.turn = turn.catch(() => undefined);
    await orUnavailable(turn);
  }

  /**
   * Appends an event where it was decided to stand.
   * @returns where it stands, or null when somebody else wrote to the stream: catch up and decide again
   * @throws ProblemException 503 `ledger-unavailable`
   */
  async record(event: OwnEvent): Promise<AppendedEvent | null> {
    const appending = this.store.append(event.stream, [encoded(event)], event.revision ?? 'must-not-exist');
    try {
      return (await orUnavailable(appending))[0]!;
    } catch (error) {
      if (error instanceof WrongExpectedRevisionError) return null;
      throw error;
    }
  }

  private async read(): Promise<void> {
    const head = await this.store.head();
    if (head === null || comparePositions(head.position, this.seen) <= 0) return;
    const types = this.names.map((name) => TYPE_PREFIX + name);
    for await (const event of this.store.readAll({ types, after: this.seen, until: head.position })) {
      this.apply(event.type.slice(TYPE_PREFIX.length), JSON.parse(Buffer.from(event.data).toString('utf8')), event);
      this.seen = event.position;
    }
    this.seen = head.position;
  }
}

/** The same event always has the same bytes and id, so that sending it twice records it once. */
function encoded({ stream, revision, name, subject, data }: OwnEvent): NewEvent {
  const id = `${stream}@${(revision ?? -1) + 1}`;
  return {
    id: eventIdOf({ source: SOURCE, id }),
    type: TYPE_PREFIX + name,
    data: canonicalBytes(data),
    metadata: canonicalBytes({ schemaVersion: 1, encoding: 'plain', source: SOURCE, id, subject }),
  };
}

async function orUnavailable<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    const detail = 'The ledger, which keeps definitions and notes, cannot be reached now.';
    throw unavailable('ledger-unavailable', detail, RETRY_AFTER_SECONDS);
  }
}
