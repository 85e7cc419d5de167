import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type pb from '@eventstore/db-client/generated/streams_pb.js';
import { IncompatibleStoreError, type Position } from '#libs/event-store';
import { unframed } from './frame.js';

/** An event as it stands on the server, in any stream. */
export interface WireEvent {
  readonly id: string;
  readonly type: string;
  /** Name on the server. */
  readonly name: string;
  readonly revision: number;
  readonly position: Position;
  /** When the server wrote it, by its own clock, or, of a copied event, when the first store did; in ms since 1970. */
  readonly created: number;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Ticks of 100 ns, as .NET counts them, in a millisecond. */
const TICKS = 10_000;

/** What servers before 22.6 send as the position of an event that is read from its stream. */
const NO_POSITION = '18446744073709551615';

/** The event in an answer, or null when the answer is about something else (a checkpoint, a confirmation). */
export function eventIn(answer: pb.ReadResp): WireEvent | null {
  const recorded = answer.getEvent()?.getEvent();
  if (!recorded) return null;
  const properties = recorded.getMetadataMap();
  const { metadata, recordedAt } = unframed(recorded.getCustomMetadata_asU8());
  return {
    id: textOfUuid(recorded.getId()!),
    type: properties.get('type') ?? '',
    name: Buffer.from(recorded.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8'),
    revision: Number(recorded.getStreamRevision()),
    position: positionOf(recorded),
    // In floating point the last digits of a count of ticks go; they are far below a millisecond.
    created: recordedAt ?? Math.floor(Number(properties.get('created') ?? 0) / TICKS),
    data: recorded.getData_asU8(),
    metadata,
  };
}

/** An id as text, in whichever of its two forms it came. */
export function textOfUuid(uuid: shared.UUID): string {
  const structured = uuid.getStructured();
  if (!structured) return uuid.getString();
  const hex = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function positionOf(recorded: pb.ReadResp.ReadEvent.RecordedEvent): Position {
  const [commit, prepare] = [recorded.getCommitPosition(), recorded.getPreparePosition()];
  if (commit === NO_POSITION) {
    throw new IncompatibleStoreError(
      'This server does not tell positions of events in a stream; it needs 22.10 or newer.',
    );
  }
  return `${commit}-${prepare}`;
}
