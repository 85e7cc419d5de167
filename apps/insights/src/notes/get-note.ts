import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProblemException } from '#libs/http';
import type { Note } from './note.js';
import { RecordedNotes } from './recorded-notes.js';

/** Asks for one note. */
export class GetNote extends Query<Note> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetNote)
export class GetNoteHandler implements IQueryHandler<GetNote> {
  constructor(private readonly notes: RecordedNotes) {}

  async execute({ id }: GetNote): Promise<Note> {
    return noteOf(await this.notes.all(), id);
  }
}

/** One note. @throws ProblemException 404 `unknown-note` */
export function noteOf(notes: ReadonlyMap<string, Note>, id: string): Note {
  const note = notes.get(id);
  if (note) return note;
  const detail = 'There is no note with this id. GET /v1/notes lists those there are.';
  throw new ProblemException({ status: 404, code: 'unknown-note', detail });
}
