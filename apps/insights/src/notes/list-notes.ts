import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { scopedFilters } from '../scope/scope.js';
import { touches, type Note, type NoteFilter } from './note.js';
import { RecordedNotes } from './recorded-notes.js';

/** A page of notes, oldest first. */
export interface NotePage {
  readonly total: number;
  readonly notes: readonly Note[];
  /** Number of notes up to and including this page. */
  readonly after: string;
}

/** Asks for the notes that stand. */
export class ListNotes extends Query<NotePage> {
  constructor(
    readonly filter: NoteFilter,
    readonly offset: number,
    readonly limit: number,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(ListNotes)
export class ListNotesHandler implements IQueryHandler<ListNotes> {
  constructor(private readonly recorded: RecordedNotes) {}

  async execute({ filter, offset, limit, caller }: ListNotes): Promise<NotePage> {
    const scoped = { ...filter, groups: scopedFilters(caller, filter.groups) };
    const all = [...(await this.recorded.all()).values()];
    const found = all.filter((note) => note.withdrawnAt === null && touches(note, scoped));
    const notes = found.slice(offset, offset + limit);
    return { total: found.length, notes, after: String(offset + notes.length) };
  }
}
