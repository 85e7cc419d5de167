import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { comparePositions, type EventStore } from '#libs/event-store';
import { ProblemException } from '#libs/http';
import { Catalogue } from '../catalogue/catalogue.js';
import { STORE } from '../insights.options.js';
import { scopedContent } from '../scope/note-scope.js';
import type { Note } from './note.js';
import { contentOf, fault, invalidNote, readNote } from './read-note.js';
import { RecordedNotes } from './recorded-notes.js';

/** Records what somebody says about a figure. */
export class MakeNote extends Command<{ readonly note: Note; readonly created: boolean }> {
  constructor(
    readonly body: Readonly<Record<string, unknown>>,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(MakeNote)
export class MakeNoteHandler implements ICommandHandler<MakeNote> {
  constructor(
    @Inject(STORE) private readonly store: EventStore,
    private readonly catalogue: Catalogue,
    private readonly notes: RecordedNotes,
  ) {}

  /** @throws ProblemException 400 with a pointer to each fault, 403, 404, 409, 503 */
  async execute({ body, caller }: MakeNote): Promise<{ readonly note: Note; readonly created: boolean }> {
    const sent = readNote(body);
    const inQuery = sent.asked.version === undefined ? undefined : Number(sent.asked.version);
    if (sent.version !== undefined && inQuery !== undefined && sent.version !== inQuery) {
      throw invalidNote([fault('/version', 'The query asks another version.')]);
    }
    const { definition } = await this.catalogue.get(sent.indicator, sent.version ?? inQuery);
    const content = scopedContent(caller, contentOf(sent, definition));
    await this.notes.all();
    const head = await this.store.head();
    if (head === null || comparePositions(content.position, head.position) > 0) {
      throw invalidNote([fault('/position', 'The ledger has not reached this position.')]);
    }
    const made = await this.notes.make(content);
    if (made.note.withdrawnAt === null) return made;
    throw new ProblemException({
      status: 409,
      code: 'withdrawn',
      detail: 'This very note was withdrawn. Word it anew to say it again.',
    });
  }
}
