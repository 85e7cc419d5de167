import { randomUUID } from 'node:crypto';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type statusPb from '@eventstore/db-client/generated/status_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { sizeOf, StoreUnavailableError, type NewEvent } from '#libs/event-store';
import type { AppendCall, Connection } from './connection.js';
import { translated } from './failures.js';
import { framed } from './frame.js';
import { textOfUuid } from './records.js';
import { streamIdentifier } from './requests.js';

/** The revision a stream must be at, or null when it must have no event: nothing looser ever goes over the wire. */
export type ExactRevision = number | null;

/** What became of an append on the server. */
export type AppendOutcome =
  | { readonly kind: 'stored' }
  /** Not stored: the stream was at another revision. */
  | { readonly kind: 'conflict'; readonly actual: ExactRevision }
  /** Not stored: larger than the server takes at once. */
  | { readonly kind: 'too-large'; readonly limit: number }
  /** It may have been stored or not, and may yet be. */
  | { readonly kind: 'unknown'; readonly error: Error };

type Settle = (outcome: AppendOutcome) => void;

/** Bytes of events in one message; a larger append goes in several. */
const MESSAGE_BYTES = 1024 * 1024;

/**
 * Sends appends down one call, one after the other without waiting for answers; the server takes them up in the order
 * in which they were sent. Each is atomic and stands alone.
 */
export class Appends {
  private readonly waiting = new WeakMap<AppendCall, Map<string, Settle>>();

  constructor(
    private readonly connection: Connection,
    private readonly timeoutMs: number,
  ) {}

  /**
   * Appends events to a stream, all or none.
   * @param name name on the server.
   * @throws StoreUnavailableError when there is no connection; then nothing was stored.
   */
  async append(name: string, expected: ExactRevision, events: readonly NewEvent[]): Promise<AppendOutcome> {
    let call: AppendCall;
    try {
      call = await this.connection.appends((opened) => this.listen(opened));
    } catch (error) {
      throw translated(error);
    }
    return new Promise((resolve) => {
      const correlation = randomUUID();
      const waiting = this.waiting.get(call)!;
      const late = setTimeout(() => settle({ kind: 'unknown', error: lateError() }), this.timeoutMs);
      const settle: Settle = (outcome) => {
        clearTimeout(late);
        waiting.delete(correlation);
        resolve(outcome);
      };
      waiting.set(correlation, settle);
      const deadline = new Date(Date.now() + this.timeoutMs);
      for (const message of messagesOf(correlation, name, expected, deadline, events)) call.write(message);
    });
  }

  private listen(call: AppendCall): void {
    const waiting = new Map<string, Settle>();
    this.waiting.set(call, waiting);
    const failAll = (error: unknown) => {
      for (const settle of [...waiting.values()]) settle({ kind: 'unknown', error: translated(error) });
    };
    call.on('data', (answer: pb.BatchAppendResp) => {
      // An answer that comes too late has nobody waiting for it.
      waiting.get(textOfUuid(answer.getCorrelationId()!))?.(outcomeOf(answer));
    });
    call.on('error', failAll);
    call.on('end', () => {
      failAll(new StoreUnavailableError('The event store ended the connection.', true));
      call.end();
    });
  }
}

function lateError(): StoreUnavailableError {
  return new StoreUnavailableError('The event store did not answer in time.', true);
}

function outcomeOf(answer: pb.BatchAppendResp): AppendOutcome {
  return answer.hasError() ? outcomeOfError(answer.getError()!) : { kind: 'stored' };
}

function outcomeOfError(error: statusPb.Status): AppendOutcome {
  const details = error.getDetails();
  const type = details?.getTypeName().replace('event_store.client.', '');
  switch (type) {
    case 'WrongExpectedVersion': {
      const wrong = shared.WrongExpectedVersion.deserializeBinary(details!.getValue_asU8());
      const actual = wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : null;
      return { kind: 'conflict', actual };
    }
    case 'MaximumAppendSizeExceeded': {
      const exceeded = shared.MaximumAppendSizeExceeded.deserializeBinary(details!.getValue_asU8());
      return { kind: 'too-large', limit: exceeded.getMaxappendsize() };
    }
    case 'Timeout':
      return { kind: 'unknown', error: lateError() };
    case 'AccessDenied':
      return { kind: 'unknown', error: translated({ type: 'access-denied' }) };
    case 'StreamDeleted':
      return { kind: 'unknown', error: translated({ type: 'stream-deleted' }) };
    default:
      return { kind: 'unknown', error: new StoreUnavailableError('The event store could not append.', true) };
  }
}

function* messagesOf(
  correlation: string,
  name: string,
  expected: ExactRevision,
  deadline: Date,
  events: readonly NewEvent[],
): Iterable<pb.BatchAppendReq> {
  const id = new shared.UUID().setString(correlation);
  const options = new pb.BatchAppendReq.Options().setStreamIdentifier(streamIdentifier(name));
  options.setDeadline(timestamp.Timestamp.fromDate(deadline));
  if (expected === null) options.setNoStream(new shared.Empty());
  else options.setStreamPosition(String(expected));
  let message = new pb.BatchAppendReq().setCorrelationId(id).setOptions(options);
  let bytes = 0;
  for (const event of events) {
    const size = sizeOf(event);
    if (bytes > 0 && bytes + size > MESSAGE_BYTES) {
      yield message;
      message = new pb.BatchAppendReq().setCorrelationId(id);
      bytes = 0;
    }
    bytes += size;
    message.addProposedMessages(proposed(event));
  }
  yield message.setIsFinal(true);
}

/** What JSON objects begin with; sealed data begins otherwise. */
const JSON_START = '{'.charCodeAt(0);

function proposed({ id, type, data, metadata, recordedAt }: NewEvent): pb.BatchAppendReq.ProposedMessage {
  const message = new pb.BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(id));
  const contentType = data[0] === JSON_START ? 'application/json' : 'application/octet-stream';
  message.getMetadataMap().set('type', type).set('content-type', contentType);
  message.setData(data);
  message.setCustomMetadata(framed({ metadata, recordedAt }));
  return message;
}
