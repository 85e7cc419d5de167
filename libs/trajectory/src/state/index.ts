/** What a stream's standing events add up to. */
import { resolve } from '../corrections/resolve.js';
import type { RecordedCareEvent, StreamKind } from '../events/care-event.js';
import { openingsOf } from '../rules/opening.js';
import { standingOf } from '../rules/rule.js';
import { clientState, type ClientState } from './client-state.js';
import { measureState, probationState, type MeasureState, type ProbationState } from './legal-state.js';
import { trajectoryState, type TrajectoryState } from './trajectory-state.js';

/** The state of each kind of stream. */
export interface StateByKind {
  trajectory: TrajectoryState;
  measure: MeasureState;
  probation: ProbationState;
  client: ClientState;
}

/** The state of a stream of any kind; narrow on `kind`. */
export type StreamState = StateByKind[StreamKind];

/**
 * A stream's state: corrections and retractions applied, events taken in date order.
 * @param history the stream's events; of a shorter history the state is what was known then.
 * @param subject id of the stream's subject; needed for client streams, where it is the client's pseudonym.
 */
export function stateOf<K extends StreamKind>(
  kind: K,
  history: readonly RecordedCareEvent[],
  subject?: string,
): StateByKind[K];
export function stateOf(kind: StreamKind, history: readonly RecordedCareEvent[], subject?: string): StreamState {
  const standing = standingOf(kind, resolve(history).standing);
  switch (kind) {
    case 'trajectory':
      return trajectoryState(standing);
    case 'measure':
      return measureState(standing);
    case 'probation':
      return probationState(standing);
    case 'client':
      return clientState(standing, subject ?? history[0]?.subject ?? '');
  }
}

/**
 * The pseudonym of the client that a stream belongs to: that of its standing opening event, so that a correction for
 * `wrong-client` moves the whole stream. A client's own stream belongs to its subject.
 * @returns null when no opening event stands.
 */
export function clientOf(kind: StreamKind, subject: string, history: readonly RecordedCareEvent[]): string | null {
  if (kind === 'client') return subject;
  const [opening] = openingsOf(standingOf(kind, resolve(history).standing));
  return opening?.data.client.pseudonym ?? null;
}
