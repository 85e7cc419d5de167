import type { NewEvent, StoredEvent } from '#libs/event-store';
import { TYPE_PREFIX, typeOf, type CareEvent, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';
import { canonicalBytes } from './canonical-json.js';
import type { Codec, StreamOf } from './codec.js';
import { faultOfMembers, nameOf, recorded, type Content } from './content.js';
import { PLAIN, type PlainEnvelope } from './envelope.js';
import { eventIdOf } from './event-id.js';
import { kindOfStream } from './kind-of-stream.js';
import { damaged, readData, readEnvelope } from './read-stored.js';
import { sealed, type Draft } from './sealing/draft.js';
import { schemaVersionOf, UPCASTS, type Upcasts } from './upcast.js';

/**
 * Care events as readable JSON in streams named `<kind>-<subject>`: for events that are of nobody, such as made-up ones,
 * and to read what was stored before events were sealed. Nothing of it can be erased.
 */
export function plainCodec(upcasts: Upcasts = UPCASTS): Codec {
  return new PlainCodec(upcasts);
}

class PlainCodec implements Codec {
  constructor(private readonly upcasts: Upcasts) {}

  findStream(kind: StreamKind, subject: string): string {
    return this.streamFor(kind, subject);
  }

  streamFor(kind: StreamKind, subject: string): string {
    return `${kind}-${subject}`;
  }

  placeOf(stream: string): StreamOf | null {
    const kind = kindOfStream(stream);
    return kind && { kind, subject: stream.slice(kind.length + 1) };
  }

  isErased(): boolean {
    return false;
  }

  isNew(): boolean {
    return false;
  }

  eventIdOf(key: { readonly source: string; readonly id: string }): string {
    return eventIdOf(key);
  }

  encode(event: CareEvent, stream: string): NewEvent {
    return sealed(this.draft(event, stream, eventIdOf(event)));
  }

  draft(event: CareEvent, _stream: string, id: string): Draft {
    const envelope: PlainEnvelope = {
      schemaVersion: schemaVersionOf(event.name, this.upcasts),
      encoding: PLAIN,
      source: event.source,
      id: event.id,
      subject: event.subject,
      time: event.time,
      attributes: attributesOf(event),
    };
    return {
      id,
      type: typeOf(event.name),
      metadata: canonicalBytes(envelope),
      text: canonicalBytes(event.data),
      key: null,
    };
  }

  save(): Promise<boolean> {
    return Promise.resolve(true);
  }

  holds(): boolean {
    return true;
  }

  forgetNew(): void {
    // Names are made of what they stand for; nothing is new.
  }

  decode(stored: StoredEvent): RecordedCareEvent | null {
    if (!stored.type.startsWith(TYPE_PREFIX) || kindOfStream(stored.stream) === null) return null;
    nameOf(stored);
    const envelope = readEnvelope(stored);
    return recorded(stored, this.contentOf(stored), envelope.schemaVersion, this.upcasts);
  }

  sameContent(event: CareEvent, stored: StoredEvent): boolean {
    return (
      stored.type === typeOf(event.name) &&
      this.contentOf(stored).subject === event.subject &&
      Buffer.compare(canonicalBytes(event.data), stored.data) === 0
    );
  }

  private contentOf(stored: StoredEvent): Content {
    const envelope = readEnvelope(stored);
    if (envelope.encoding !== PLAIN) throw damaged(stored, 'it is sealed, and no key vault is open');
    const members = envelope as PlainEnvelope;
    const fault = faultOfMembers({ ...members }, ['source', 'id', 'subject']);
    if (fault !== null) throw damaged(stored, `its envelope ${fault}`);
    if (members.subject !== this.placeOf(stored.stream)?.subject) {
      throw damaged(stored, 'its envelope names another stream');
    }
    return { ...members, data: readData(stored) };
  }
}

/** The attributes to keep; undefined when there are none. */
export function attributesOf({ attributes }: CareEvent): Readonly<Record<string, string>> | undefined {
  return attributes && Object.keys(attributes).length > 0 ? attributes : undefined;
}
