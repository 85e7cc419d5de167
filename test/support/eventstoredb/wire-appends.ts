import { setTimeout as delay } from 'node:timers/promises';
import type pb from '@eventstore/db-client/generated/streams_pb.js';
import { status, type ServerDuplexStream, type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js';
import type { WireContext } from './wire-context.js';
import type { AppendFault } from './wire-faults.js';
import type { WireExpectation, WireOutcome, WireProposal } from './wire-log.js';
import { appendAnswer, batchAnswer, batchError, WireFailure, nameOf, textOf } from './wire-messages.js';

interface Pending {
  readonly stream: string;
  readonly expected: WireExpectation;
  readonly deadline: number;
  readonly proposed: WireProposal[];
}

/** Many appends in one call: each has an id by which it is answered, and may come in several messages. */
export function batchAppend(context: WireContext) {
  return (call: ServerDuplexStream<pb.BatchAppendReq, pb.BatchAppendResp>): void => {
    const pending = new Map<string, Pending>();
    context.stats.batchCalls += 1;
    call.on('data', (request: pb.BatchAppendReq) => {
      const correlation = textOf(request.getCorrelationId());
      const append = pending.get(correlation) ?? begun(request.getOptions()!);
      pending.set(correlation, append);
      append.proposed.push(...request.getProposedMessagesList().map(proposalOf));
      if (!request.getIsFinal()) return;
      pending.delete(correlation);
      void answer(correlation, append);
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);

    async function answer(correlation: string, append: Pending): Promise<void> {
      const fault = context.faultOf(append.stream, append.proposed);
      if (fault?.kind === 'error') return send(batchError(correlation, append.stream, fault.type));
      if (fault?.kind === 'status') return void call.emit('error', new WireFailure(fault));
      if (append.deadline < Date.now()) return send(batchError(correlation, append.stream, 'Timeout'));
      const outcome = await decided(context, append, fault);
      if (outcome) send(batchAnswer(correlation, append.stream, outcome));
    }

    function send(message: pb.BatchAppendResp): void {
      if (!call.cancelled && !call.destroyed) call.write(message);
    }
  };
}

/** One append per call. */
export function append(context: WireContext) {
  return (call: ServerReadableStream<pb.AppendReq, pb.AppendResp>, callback: sendUnaryData<pb.AppendResp>): void => {
    let options: pb.AppendReq.Options | undefined;
    const proposed: WireProposal[] = [];
    call.on('data', (request: pb.AppendReq) => {
      if (request.hasOptions()) options = request.getOptions();
      else proposed.push(proposalOf(request.getProposedMessage()!));
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      const stream = nameOf(options?.getStreamIdentifier());
      const expected = expectationOf(options!, () => options!.getRevision());
      const fault = context.faultOf(stream, proposed);
      if (fault?.kind === 'status') return callback(new WireFailure(fault));
      if (fault?.kind === 'error') return callback(new WireFailure({ code: status.UNKNOWN }));
      void decided(context, { stream, expected, deadline: Infinity, proposed }, fault).then((outcome) => {
        if (outcome?.kind === 'too-large') return callback(new WireFailure({ code: status.INVALID_ARGUMENT }));
        if (outcome) callback(null, appendAnswer(outcome, expected));
      });
    });
  };
}

/** What the log makes of an append, or null when it is not to be answered. */
async function decided(
  context: WireContext,
  { stream, expected, proposed }: Pending,
  fault: AppendFault | undefined,
): Promise<WireOutcome | null> {
  if (fault?.kind === 'no-answer') return null;
  if (fault?.kind === 'wrong-version') return context.log.wrongVersion(stream);
  if (fault?.kind === 'lose-request') {
    context.dropConnections();
    return null;
  }
  if (fault?.kind === 'held') await fault.until;
  const outcome = context.log.append(stream, expected, proposed);
  context.stats.appends += 1;
  if (fault?.kind === 'lose-answer') {
    context.dropConnections();
    return null;
  }
  if (fault?.kind === 'late') await delay(fault.ms);
  return outcome;
}

function begun(options: pb.BatchAppendReq.Options): Pending {
  return {
    stream: nameOf(options.getStreamIdentifier()),
    expected: expectationOf(options, () => options.getStreamPosition()),
    deadline: options.getDeadline()?.toDate().getTime() ?? Infinity,
    proposed: [],
  };
}

function expectationOf(
  options: pb.AppendReq.Options | pb.BatchAppendReq.Options,
  revision: () => string,
): WireExpectation {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  return options.hasStreamExists() ? 'stream-exists' : Number(revision());
}

function proposalOf(message: pb.BatchAppendReq.ProposedMessage | pb.AppendReq.ProposedMessage): WireProposal {
  const metadata = message.getMetadataMap();
  return {
    id: textOf(message.getId()),
    type: metadata.get('type')!,
    contentType: metadata.get('content-type')!,
    data: Uint8Array.from(message.getData_asU8()),
    metadata: Uint8Array.from(message.getCustomMetadata_asU8()),
  };
}
