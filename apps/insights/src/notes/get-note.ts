import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { ProblemException } from '#libs/http';
import { mayRead } from '../scope/note-scope.js';
import type { Note } from './note.js';
import { RecordedNotes } from './recorded-notes.js';

/** Asks for one note. */
export class GetNote extends Query<Note> {
  constructor(
    readonly id: string,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetNote)
export class GetNoteHandler implements IQueryHandler<GetNote> {
  constructor(private readonly notes: RecordedNotes) {}

  async execute({ id, caller }: GetNote): Promise<Note> {
    return noteFor(caller, await this.notes.all(), id);
  }
}

/** A note that the caller may read. @throws ProblemException 404 `unknown-note` */
export function noteFor(caller: Principal, notes: ReadonlyMap<string, Note>, id: string): Note {
  const note = notes.get(id);
  if (note && mayRead(caller, note)) return note;
  const detail = 'There is no note with this id. GET /v1/notes lists those there are.';
  throw new ProblemException({ status: 404, code: 'unknown-note', detail });
}
