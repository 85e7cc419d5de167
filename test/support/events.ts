/** CloudEvents as a sender would write them. */
export interface SentEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject?: string;
  time?: string;
  data: Record<string, unknown> & { effectiveOn?: string };
}

export const TYPE_PREFIX = 'nl.jeugdhulptrajecten.';

/** Type name without the prefix. */
export function nameOf(event: SentEvent): string {
  return event.type.slice(TYPE_PREFIX.length);
}

/** Makes events of one source, numbered in the order of making, or with an id of their own. */
export class Sender {
  private count = 0;

  constructor(
    readonly source: string,
    private readonly prefix = 'e',
  ) {}

  event(
    name: string,
    subject: string,
    effectiveOn: string,
    data: Record<string, unknown> = {},
    id = `${this.prefix}-${String(++this.count).padStart(6, '0')}`,
  ): SentEvent {
    const type = `${TYPE_PREFIX}${name}`;
    return { specversion: '1.0', id, source: this.source, type, subject, data: { effectiveOn, ...data } };
  }

  /** A correction of an event: its full new data. */
  correction(of: SentEvent, foundOn: string, data: Record<string, unknown>, reason = 'typing-error'): SentEvent {
    const corrects = { source: of.source, id: of.id };
    return this.event('event-corrected', of.subject ?? '', foundOn, { corrects, data, reason });
  }

  /** A retraction of an event. */
  retraction(of: SentEvent, foundOn: string, reason = 'typing-error'): SentEvent {
    return this.event('event-retracted', of.subject ?? '', foundOn, {
      retracts: { source: of.source, id: of.id },
      reason,
    });
  }
}
