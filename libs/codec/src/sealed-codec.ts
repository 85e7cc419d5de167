import type { NewEvent, StoredEvent } from '#libs/event-store';
import { ERASED, type KeyVault, type StreamKey } from '#libs/privacy';
import {
  TYPE_PREFIX,
  typeOf,
  type CareEvent,
  type EventName,
  type RecordedCareEvent,
  type StreamKind,
} from '#libs/trajectory';
import { canonicalJson } from './canonical-json.js';
import { mapClients, standInFor } from './clients.js';
import type { Codec, StreamOf } from './codec.js';
import { faultOfMembers, nameOf, recorded, type Content } from './content.js';
import { isObject, PLAIN, SEALED } from './envelope.js';
import { uuidOf } from './event-id.js';
import { kindOfStream } from './kind-of-stream.js';
import { attributesOf, plainCodec } from './plain-codec.js';
import { damaged, parseJson, readEnvelope } from './read-stored.js';
import { sealed, type Draft } from './sealing/draft.js';
import { boundText, unseal } from './sealing/seal.js';
import { schemaVersionOf, UPCASTS, type Upcasts } from './upcast.js';

/**
 * Care events sealed under the key of their stream, in streams with opaque names; what the store holds tells the type of
 * an event and which events are of one stream, and nothing else. A client that is named in an event stands there by the
 * name of its own stream, so that erasing a client takes its pseudonym out of the events of others too.
 */
export function sealedCodec(vault: KeyVault, upcasts: Upcasts = UPCASTS): Codec {
  return new SealedCodec(vault, upcasts);
}

class SealedCodec implements Codec {
  private readonly plain: Codec;
  /** Metadata by event name: those of sealed events tell nothing but the version. */
  private readonly envelopes = new Map<EventName, Metadata>();

  constructor(
    private readonly vault: KeyVault,
    private readonly upcasts: Upcasts,
  ) {
    this.plain = plainCodec(upcasts);
  }

  findStream(kind: StreamKind, subject: string): string | null {
    return this.vault.find(kind, subject)?.stream ?? null;
  }

  streamFor(kind: StreamKind, subject: string): string {
    return this.vault.obtain(kind, subject).stream;
  }

  placeOf(stream: string): StreamOf | null {
    const kind = kindOfStream(stream);
    const key = kind && this.vault.byStream(stream);
    return key && key !== ERASED ? { kind, subject: key.subject } : null;
  }

  isErased(stream: string): boolean {
    return this.vault.byStream(stream) === ERASED;
  }

  isNew(stream: string): boolean {
    return this.vault.isNew(stream);
  }

  eventIdOf(key: { readonly source: string; readonly id: string }): string {
    return uuidOf(this.vault.blind(`event\n${JSON.stringify([key.source, key.id])}`), 8);
  }

  encode(event: CareEvent, stream: string): NewEvent {
    return sealed(this.draft(event, stream, this.eventIdOf(event)));
  }

  draft(event: CareEvent, stream: string, id: string): Draft {
    const key = this.vault.byStream(stream);
    if (key === null || key === ERASED) throw new Error('a stream is written to that has no key: obtain it first');
    const type = typeOf(event.name);
    const envelope = this.envelopeOf(event.name);
    const data = mapClients(event.data as object as Record<string, unknown>, (name) => this.nameClient(stream, name));
    const plain = textOf(event, canonicalJson(data));
    const text = boundText(`${placeOf({ stream, type, id })}${envelope.text}`, plain);
    return { id, type, metadata: envelope.bytes, text, key };
  }

  save(streams: Iterable<string>): Promise<boolean> {
    return this.vault.save(streams);
  }

  holds(streams: Iterable<string>): boolean {
    return this.vault.holds(streams);
  }

  forgetNew(): void {
    this.vault.forgetNew();
  }

  decode(stored: StoredEvent): RecordedCareEvent | typeof ERASED | null {
    if (!stored.type.startsWith(TYPE_PREFIX) || kindOfStream(stored.stream) === null) return null;
    nameOf(stored);
    const { encoding, schemaVersion } = readEnvelope(stored);
    if (encoding === PLAIN) return this.plain.decode(stored);
    const content = this.contentOf(stored);
    return content === ERASED ? ERASED : recorded(stored, content, schemaVersion, this.upcasts);
  }

  sameContent(event: CareEvent, stored: StoredEvent): boolean | typeof ERASED {
    if (readEnvelope(stored).encoding === PLAIN) return this.plain.sameContent(event, stored);
    const content = this.contentOf(stored);
    if (content === ERASED) return ERASED;
    return (
      stored.type === typeOf(event.name) &&
      content.subject === event.subject &&
      canonicalJson(content.data) === canonicalJson(event.data)
    );
  }

  private envelopeOf(name: EventName): Metadata {
    let metadata = this.envelopes.get(name);
    if (!metadata) {
      const text = canonicalJson({ encoding: SEALED, schemaVersion: schemaVersionOf(name, this.upcasts) });
      metadata = { text, bytes: Buffer.from(text) };
      this.envelopes.set(name, metadata);
    }
    return metadata;
  }

  private contentOf(stored: StoredEvent): Content | typeof ERASED {
    const key = this.vault.byStream(stored.stream);
    if (key === ERASED) return ERASED;
    if (key === null) {
      throw damaged(stored, 'the key vault does not have its key: it belongs to another ledger, or is older than it');
    }
    const content = this.opened(stored, key);
    const fault = isObject(content['data']) ? faultOfMembers(content, ['source', 'id']) : 'has no data';
    if (fault !== null) throw damaged(stored, `its sealed text ${fault}`);
    const { source, id, time, attributes, data } = content as unknown as Omit<Content, 'subject'>;
    return {
      source,
      id,
      subject: key.subject,
      time,
      attributes,
      data: mapClients(data, (stream) => this.clientOf(stored, stream)),
    };
  }

  private opened(stored: StoredEvent, key: StreamKey): Record<string, unknown> {
    const plain = unseal(key, boundTo(stored), stored.data);
    if (plain === null) throw damaged(stored, 'it is not what was sealed under the key of its stream');
    const content = parseJson(plain);
    if (!isObject(content)) throw damaged(stored, 'its sealed text is no JSON object');
    return content;
  }

  /** How an event names a client, which is noted for the day when that client is erased. */
  private nameClient(stream: string, pseudonym: string): string {
    const { stream: client } = this.vault.obtain('client', pseudonym);
    this.vault.noteClient(stream, client);
    return client;
  }

  private clientOf(stored: StoredEvent, stream: string): string {
    const key = this.vault.byStream(stream);
    if (key === ERASED) return standInFor(stream);
    if (key === null) throw damaged(stored, 'the key vault does not have the key of a client that it names');
    return key.subject;
  }
}

/** The metadata of an event, as text and in UTF-8. */
interface Metadata {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** The canonical JSON of what is sealed: its members stand in their order. */
function textOf(event: CareEvent, data: string): string {
  const attributes = attributesOf(event);
  const first = attributes ? `"attributes":${canonicalJson(attributes)},` : '';
  const last = event.time === undefined ? '' : `,"time":${canonicalJson(event.time)}`;
  return `{${first}"data":${data},"id":${canonicalJson(event.id)},"source":${canonicalJson(event.source)}${last}}`;
}

type Place = Pick<StoredEvent, 'stream' | 'type' | 'id'>;

/** Everything of a stored event that is not secret: none of it can be changed or exchanged unnoticed. */
function boundTo(stored: Place & Pick<StoredEvent, 'metadata'>): Buffer {
  return Buffer.concat([Buffer.from(placeOf(stored)), stored.metadata]);
}

/** What of that stands before the metadata. */
function placeOf({ stream, type, id }: Place): string {
  return `${stream}\n${type}\n${id}\n`;
}
