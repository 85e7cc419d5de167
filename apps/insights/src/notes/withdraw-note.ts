import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { requireOwnName } from '../scope/note-scope.js';
import { noteFor } from './get-note.js';
import { RecordedNotes } from './recorded-notes.js';

/** Withdraws a note: it is listed no more, and its text is shown no more. */
export class WithdrawNote extends Command<void> {
  constructor(
    readonly id: string,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(WithdrawNote)
export class WithdrawNoteHandler implements ICommandHandler<WithdrawNote> {
  constructor(private readonly notes: RecordedNotes) {}

  async execute({ id, caller }: WithdrawNote): Promise<void> {
    const { withdrawnAt, author } = noteFor(caller, await this.notes.all(), id);
    requireOwnName(caller, author);
    if (withdrawnAt === null) await this.notes.withdraw(id);
  }
}
