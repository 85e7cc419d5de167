import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson, eventIdOf } from '#libs/codec';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { STORE } from '../insights.options.js';
import { RecordedEvents } from '../recorded/recorded-events.js';
import type { Note, NoteContent } from './note.js';

const MADE = 'note-made';
const WITHDRAWN = 'note-withdrawn';

/** The notes there are: events of the streams `note-<id>`. */
@Injectable()
export class RecordedNotes {
  private readonly byId = new Map<string, Note>();
  private readonly events: RecordedEvents;

  constructor(@Inject(STORE) store: EventStore) {
    this.events = new RecordedEvents(store, [MADE, WITHDRAWN], (name, data, event) => this.apply(name, data, event));
  }

  /** Every note recorded before this call, withdrawn ones too, by id and in order. @throws ProblemException 503 */
  async all(): Promise<ReadonlyMap<string, Note>> {
    await this.events.catchUp();
    return this.byId;
  }

  /** Records a note, unless it is there: the same note always has the same id. */
  async make(content: NoteContent): Promise<{ readonly note: Note; readonly created: boolean }> {
    const id = eventIdOf({ source: 'care-ledger notes', id: canonicalJson(content) });
    const known = (await this.all()).get(id);
    if (known) return { note: known, created: false };
    const event = { stream: `note-${id}`, revision: null, name: MADE, subject: id, data: { id, ...content } };
    const created = (await this.events.record(event)) !== null;
    return { note: (await this.all()).get(id)!, created };
  }

  /** Records that a note is withdrawn; one that is already stays so. */
  async withdraw(id: string): Promise<void> {
    const event = { stream: `note-${id}`, revision: 0, name: WITHDRAWN, subject: id, data: { id } };
    await this.events.record(event);
  }

  private apply(name: string, data: unknown, { recordedAt }: StoredEvent): void {
    const { id } = data as { readonly id: string };
    const known = this.byId.get(id);
    if (name === MADE) this.byId.set(id, shown(id, data as NoteContent, recordedAt));
    else if (known) this.byId.set(id, { ...known, text: null, withdrawnAt: recordedAt });
  }
}

/** A note as it is read: what is stored has its members in the order of the alphabet. */
function shown(id: string, content: NoteContent, recordedAt: string): Note {
  const { indicator, version, query, window, filters, position, group, author, kind, text } = content;
  const { from, to } = window;
  return {
    id,
    indicator,
    version,
    query,
    window: { from, to },
    filters,
    position,
    group,
    author: { role: author.role, id: author.id },
    kind,
    text,
    recordedAt,
    withdrawnAt: null,
  };
}
