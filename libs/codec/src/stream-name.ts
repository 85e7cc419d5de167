import { STREAM_KINDS, type StreamKind } from '#libs/trajectory';

/** One stream of care events: a trajectory, a measure, a probation or a client. */
export interface StreamOf {
  readonly kind: StreamKind;
  /** Id of the trajectory, measure, probation, or pseudonym of the client. */
  readonly subject: string;
}

/** The stream's name in the store: `<kind>-<subject>`. */
export function streamName(kind: StreamKind, subject: string): string {
  return `${kind}-${subject}`;
}

/** What a stream's name says, or null when it is no stream of care events. */
export function parseStream(name: string): StreamOf | null {
  const dash = name.indexOf('-');
  const kind = STREAM_KINDS.find((known) => known === name.slice(0, dash));
  const subject = name.slice(dash + 1);
  return dash > 0 && kind && subject !== '' ? { kind, subject } : null;
}
