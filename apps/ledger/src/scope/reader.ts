/** What a caller reads of the ledger (contract section 4): researchers everything, a provider its own trajectories and what it sent. */
import { hasRole, outsideScope, type Principal } from '#libs/access';
import type { StreamAbout } from './streams.js';

/** Whether a caller reads everything, without regard to whose it is. */
export function readsEverything(caller: Principal): boolean {
  return caller.open || hasRole(caller, 'researcher');
}

/** Whether a stream is the caller's to read. */
export function mayRead(caller: Principal, { owners }: StreamAbout): boolean {
  return readsEverything(caller) || (caller.provider !== undefined && owners.includes(caller.provider));
}

/** Whether an event was sent by the caller. */
export function hasSent(caller: Principal, source: string): boolean {
  return caller.sources?.includes(source) === true;
}

/**
 * The sources that a caller may see refused events of; undefined for all.
 * @throws ProblemException 403 when it asks for another, or has none
 */
export function scopedSources(caller: Principal, asked: string | undefined): readonly string[] | undefined {
  if (caller.open) return asked === undefined ? undefined : [asked];
  const { sources = [] } = caller;
  if (sources.length === 0) throw outsideScope('Your access token names no sources, so no refused events are yours.');
  if (asked === undefined) return sources;
  if (sources.includes(asked)) return [asked];
  throw outsideScope(`You may see events of the sources ${sources.join(', ')} only.`);
}

/** Whether a refused event is the caller's to see and send again. */
export function mayResubmit(caller: Principal, { source }: { readonly source: string | null }): boolean {
  return caller.open || (source !== null && hasSent(caller, source));
}
