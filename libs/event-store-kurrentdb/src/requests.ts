/** Requests to read, as messages. */
import shared from '@eventstore/db-client/generated/shared_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import type { Position } from '#libs/event-store';

const { Options } = pb.ReadReq;

/** Records the server looks through before it says where it is, in a subscription that finds nothing. */
const SEARCH_WINDOW = 1_000;

export interface StreamRead {
  /** Name on the server. */
  readonly name: string;
  /** First revision (last one, backwards); default: the start (the end). */
  readonly from?: number;
  readonly count: number;
  readonly backwards?: boolean;
}

export interface AllRead {
  /** Where to begin: forwards the event there is the first, backwards the one before it; default: the start (the end). */
  readonly from?: Position;
  readonly count: number;
  readonly backwards?: boolean;
  readonly filter?: Filter;
  /** Only the leader may answer, so that what was acknowledged is seen. */
  readonly requiresLeader?: boolean;
}

/** Only streams, or only event types, that begin with one of these texts. */
export type Filter = { readonly streams: readonly string[] } | { readonly types: readonly string[] };

export function streamRead({ name, from, count, backwards }: StreamRead): pb.ReadReq {
  const stream = new Options.StreamOptions().setStreamIdentifier(streamIdentifier(name));
  if (from !== undefined) stream.setRevision(String(from));
  else if (backwards) stream.setEnd(new shared.Empty());
  else stream.setStart(new shared.Empty());
  return request(new Options().setStream(stream).setCount(String(count)), backwards);
}

export function allRead({ from, count, backwards, filter }: AllRead): pb.ReadReq {
  const options = new Options().setAll(placeInAll(from, backwards)).setCount(String(count));
  return request(options, backwards, filter);
}

/** History and then live, from after the position. */
export function allSubscription(after: Position | undefined, filter: Filter): pb.ReadReq {
  const options = new Options().setAll(placeInAll(after)).setSubscription(new Options.SubscriptionOptions());
  return request(options, false, filter);
}

export function streamIdentifier(name: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));
}

function placeInAll(position: Position | undefined, backwards = false): pb.ReadReq.Options.AllOptions {
  const all = new Options.AllOptions();
  if (position === undefined) return backwards ? all.setEnd(new shared.Empty()) : all.setStart(new shared.Empty());
  const [commit, prepare = commit] = position.split('-') as [string, string?];
  return all.setPosition(new Options.Position().setCommitPosition(commit).setPreparePosition(prepare));
}

function request(options: pb.ReadReq.Options, backwards = false, filter?: Filter): pb.ReadReq {
  options.setReadDirection(backwards ? Options.ReadDirection.BACKWARDS : Options.ReadDirection.FORWARDS);
  options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()));
  if (filter) options.setFilter(filterOptions(filter));
  else options.setNoFilter(new shared.Empty());
  return new pb.ReadReq().setOptions(options);
}

function filterOptions(filter: Filter): pb.ReadReq.Options.FilterOptions {
  const options = new Options.FilterOptions().setMax(SEARCH_WINDOW).setCheckpointintervalmultiplier(1);
  const prefixes = (list: readonly string[]) => new Options.FilterOptions.Expression().setPrefixList([...list]);
  return 'streams' in filter
    ? options.setStreamIdentifier(prefixes(filter.streams))
    : options.setEventType(prefixes(filter.types));
}
