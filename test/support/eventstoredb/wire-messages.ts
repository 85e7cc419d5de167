/** Messages of the server's side, made with the classes of the client's own package: its serialisers accept no others. */
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, type status } from '@grpc/grpc-js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { WireStatus } from './wire-faults.js';
import type { WireExpectation, WireOutcome, WireRecord } from './wire-log.js';

/** Ticks of 100 ns in a millisecond. */
const TICKS = 10_000n;

export function eventMessage(record: WireRecord): pb.ReadResp {
  const recorded = new pb.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuid(record.id));
  recorded.setStreamIdentifier(streamIdentifier(record.stream));
  recorded.setStreamRevision(String(record.revision));
  recorded.setCommitPosition(String(record.commit));
  recorded.setPreparePosition(String(record.prepare));
  recorded
    .getMetadataMap()
    .set('type', record.type)
    .set('content-type', record.contentType)
    .set('created', String(BigInt(Math.round(record.created)) * TICKS));
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new pb.ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(record.commit));
  return new pb.ReadResp().setEvent(event);
}

export function confirmation(): pb.ReadResp {
  return new pb.ReadResp().setConfirmation(
    new pb.ReadResp.SubscriptionConfirmation().setSubscriptionId('subscription'),
  );
}

export function caughtUp(): pb.ReadResp {
  return new pb.ReadResp().setCaughtUp(new pb.ReadResp.CaughtUp());
}

export function checkpoint({ commit, prepare }: WireRecord): pb.ReadResp {
  const place = new pb.ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return new pb.ReadResp().setCheckpoint(place);
}

export function streamNotFound(stream: string): pb.ReadResp {
  const notFound = new pb.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(streamIdentifier(stream));
  return new pb.ReadResp().setStreamNotFound(notFound);
}

/** Answer on the path of many appends in one call: a conflict is a packed message inside a status. */
export function batchAnswer(correlation: string, stream: string, outcome: WireOutcome): pb.BatchAppendResp {
  const answer = batchFrame(correlation, stream);
  if (outcome.kind === 'stored') {
    const success = new pb.BatchAppendResp.Success().setCurrentRevision(String(outcome.last.revision));
    const place = new shared.AllStreamPosition().setCommitPosition(String(outcome.last.commit));
    return answer.setSuccess(success.setPosition(place.setPreparePosition(String(outcome.last.prepare))));
  }
  if (outcome.kind === 'too-large') {
    const detail = new shared.MaximumAppendSizeExceeded().setMaxappendsize(outcome.limit);
    return answer.setError(packed(detail.serializeBinary(), 'MaximumAppendSizeExceeded'));
  }
  const wrong = new shared.WrongExpectedVersion();
  if (outcome.actual === null) wrong.setCurrentNoStream(new emptyPb.Empty());
  else wrong.setCurrentStreamRevision(String(outcome.actual));
  return answer.setError(packed(wrong.serializeBinary(), 'WrongExpectedVersion'));
}

export function batchError(correlation: string, stream: string, type: string): pb.BatchAppendResp {
  return batchFrame(correlation, stream).setError(packed(new Uint8Array(), type));
}

/** Answer on the path of one append per call. */
export function appendAnswer(outcome: WireOutcome, expected: WireExpectation): pb.AppendResp {
  if (outcome.kind === 'stored') {
    const place = new pb.AppendResp.Position().setCommitPosition(String(outcome.last.commit));
    place.setPreparePosition(String(outcome.last.prepare));
    const success = new pb.AppendResp.Success().setCurrentRevision(String(outcome.last.revision)).setPosition(place);
    return new pb.AppendResp().setSuccess(success);
  }
  const wrong = new pb.AppendResp.WrongExpectedVersion();
  const actual = outcome.kind === 'wrong-version' ? outcome.actual : null;
  if (actual === null) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(actual));
  if (typeof expected === 'number') wrong.setExpectedRevision(String(expected));
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedAny(new shared.Empty());
  return new pb.AppendResp().setWrongExpectedVersion(wrong);
}

/** A call that ends with a status other than OK. */
export class WireFailure extends Error {
  readonly code: status;
  readonly details = 'A fault of the test';
  readonly metadata = new Metadata();

  constructor({ code, exception, leader }: WireStatus) {
    super('A fault of the test');
    this.code = code;
    if (exception) this.metadata.set('exception', exception);
    if (leader) this.metadata.set('leader-endpoint-host', leader.host);
    if (leader) this.metadata.set('leader-endpoint-port', String(leader.port));
  }
}

export function textOf(uuidMessage: shared.UUID | undefined): string {
  if (!uuidMessage) return '';
  const structured = uuidMessage.getStructured();
  if (!structured) return uuidMessage.getString();
  const hex = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function nameOf(identifier: shared.StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}

function batchFrame(correlation: string, stream: string): pb.BatchAppendResp {
  const answer = new pb.BatchAppendResp();
  answer.setCorrelationId(structuredUuid(correlation));
  return answer.setStreamIdentifier(streamIdentifier(stream));
}

function packed(bytes: Uint8Array, type: string): statusPb.Status {
  const any = new anyPb.Any();
  any.pack(bytes, `event_store.client.${type}`);
  return new statusPb.Status().setCode(9).setMessage(type).setDetails(any);
}

function uuid(text: string): shared.UUID {
  return new shared.UUID().setString(text);
}

/** A server answers with ids as two numbers. */
function structuredUuid(text: string): shared.UUID {
  const hex = text.replaceAll('-', '');
  const half = (from: number) => String(BigInt.asIntN(64, BigInt(`0x${hex.slice(from, from + 16)}`)));
  const structured = new shared.UUID.Structured().setMostSignificantBits(half(0)).setLeastSignificantBits(half(16));
  return new shared.UUID().setStructured(structured);
}

function streamIdentifier(stream: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
}
