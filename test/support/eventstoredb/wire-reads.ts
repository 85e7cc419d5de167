import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { WireContext } from './wire-context.js';
import type { ReadFault } from './wire-faults.js';
import type { WireRecord } from './wire-log.js';
import {
  caughtUp,
  checkpoint,
  confirmation,
  eventMessage,
  WireFailure,
  nameOf,
  streamNotFound,
} from './wire-messages.js';

type Call = ServerWritableStream<pb.ReadReq, pb.ReadResp>;
type Options = pb.ReadReq.Options;

const { BACKWARDS } = pb.ReadReq.Options.ReadDirection;

/** Reads of a stream and of `$all` in both directions, and subscriptions to `$all`. */
export function read(context: WireContext) {
  return (call: Call): void => {
    call.on('error', () => undefined);
    void serve(context, call, call.request.getOptions()!).catch((error: unknown) => call.emit('error', error));
  };
}

async function serve(context: WireContext, call: Call, options: Options): Promise<void> {
  const stream = options.hasAll() ? '$all' : nameOf(options.getStream()?.getStreamIdentifier());
  const subscription = options.hasSubscription();
  const position = options.getAll()?.getPosition();
  const from = position ? `${position.getCommitPosition()}-${position.getPreparePosition()}` : null;
  const fault = context.faults.read?.({ stream, subscription, from });
  context.stats.reads.push({ stream, subscription, from });
  if (fault?.kind === 'late') await delay(fault.ms);
  const sending = new Sending(context, call, fault);
  if (subscription) await follow(context, sending, options, fault?.kind === 'repeat');
  else if (options.hasAll()) await sendAll(sending, chosenFromAll(context, options), options);
  else await readStream(context, sending, stream, options);
}

async function readStream(context: WireContext, sending: Sending, stream: string, options: Options): Promise<void> {
  const records = context.log.streamOf(stream);
  if (!records) {
    await sending.send(streamNotFound(stream));
    return sending.end();
  }
  const start = options.getStream()!;
  const backwards = options.getReadDirection() === BACKWARDS;
  let chosen: Iterable<WireRecord>;
  if (backwards) chosen = descending(records, start.hasRevision() ? Number(start.getRevision()) : records.length - 1);
  else chosen = records.slice(start.hasRevision() ? Number(start.getRevision()) : start.hasEnd() ? records.length : 0);
  await sendAll(sending, chosen, options);
}

function* chosenFromAll(context: WireContext, options: Options): Iterable<WireRecord> {
  const { records } = context.log;
  const wanted = filterOf(options);
  const place = placeInAll(context, options);
  const upTo = records.length;
  if (options.getReadDirection() === BACKWARDS) {
    for (const record of descending(records, place - 1)) if (wanted(record)) yield record;
  } else {
    for (let index = place; index < upTo; index += 1) if (wanted(records[index]!)) yield records[index]!;
  }
}

async function sendAll(sending: Sending, records: Iterable<WireRecord>, options: Options): Promise<void> {
  let left = Number(options.getCount());
  for (const record of records) {
    if (left <= 0 || !sending.open) break;
    left -= 1;
    await sending.event(record);
  }
  sending.end();
}

/** History, then live, never further ahead than the connection takes. */
async function follow(context: WireContext, sending: Sending, options: Options, repeat: boolean): Promise<void> {
  await sending.send(confirmation());
  const { log } = context;
  const wanted = filterOf(options);
  const after = options.getAll()?.hasPosition() && !repeat ? 1 : 0;
  const window = (options.getFilter()?.getMax() || 32) * (options.getFilter()?.getCheckpointintervalmultiplier() || 1);
  let [next, caught, passed] = [placeInAll(context, options) + after, false, 0];
  while (sending.open) {
    const record = log.records[next];
    if (record) {
      next += 1;
      passed += 1;
      if (wanted(record)) await sending.event(record);
      if (passed % window === 0) await sending.send(checkpoint(record));
    } else {
      if (!caught) await sending.send(caughtUp());
      caught = true;
      await sending.more(log.onAppend.bind(log), () => log.records.length > next);
    }
  }
}

/** Index in the log of the position asked for. The real server takes any number; here it must be a record's own. */
function placeInAll(context: WireContext, options: Options): number {
  const all = options.getAll()!;
  if (all.hasEnd()) return context.log.records.length;
  const position = all.getPosition();
  if (!position) return 0;
  const index = context.log.indexOf(position.getCommitPosition(), position.getPreparePosition());
  if (index === undefined) throw new WireFailure({ code: status.INVALID_ARGUMENT });
  return index;
}

function filterOf(options: Options): (record: WireRecord) => boolean {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return () => true;
  const text = (record: WireRecord) => (filter.hasStreamIdentifier() ? record.stream : record.type);
  const pattern = expression.getRegex() ? new RegExp(expression.getRegex(), 'u') : null;
  const prefixes = expression.getPrefixList();
  return (record) =>
    pattern ? pattern.test(text(record)) : prefixes.some((prefix) => text(record).startsWith(prefix));
}

function* descending(records: readonly WireRecord[], from: number): Iterable<WireRecord> {
  for (let index = Math.min(from, records.length - 1); index >= 0; index -= 1) yield records[index]!;
}

/** One call's answers, in the connection's own time. */
class Sending {
  private events = 0;

  constructor(
    private readonly context: WireContext,
    private readonly call: Call,
    private readonly fault: ReadFault | undefined,
  ) {}

  get open(): boolean {
    return !this.call.cancelled && !this.call.destroyed && !this.call.writableEnded;
  }

  async event(record: WireRecord): Promise<void> {
    const { fault } = this;
    if (fault?.kind === 'status' && this.events >= (fault.afterEvents ?? 0)) {
      throw new WireFailure(fault);
    }
    if (fault?.kind === 'end' && this.events >= fault.afterEvents) return this.end();
    this.events += 1;
    this.context.stats.eventsSent += 1;
    await this.send(eventMessage(record));
  }

  async send(message: pb.ReadResp): Promise<void> {
    if (this.fault?.kind === 'status' && !this.fault.afterEvents) throw new WireFailure(this.fault);
    if (this.open && !this.call.write(message)) await this.wake((done) => this.call.once('drain', done));
  }

  /** Waits until there is more in the log, or the call is over. */
  async more(listen: (listener: () => void) => () => void, ready: () => boolean): Promise<void> {
    let stop: () => void = () => undefined;
    await this.wake((done) => {
      stop = listen(done);
      if (ready()) done();
    });
    stop();
  }

  end(): void {
    if (this.open) this.call.end();
  }

  private async wake(begin: (done: () => void) => void): Promise<void> {
    const over = new AbortController();
    const options = { signal: over.signal };
    await Promise.race([
      new Promise<void>(begin),
      ...['cancelled', 'close', 'error'].map((event) => once(this.call, event, options).catch(() => undefined)),
    ]);
    over.abort();
  }
}
