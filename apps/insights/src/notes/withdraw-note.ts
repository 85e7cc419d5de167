import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { noteOf } from './get-note.js';
import { RecordedNotes } from './recorded-notes.js';

/** Withdraws a note: it is listed no more, and its text is shown no more. */
export class WithdrawNote extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(WithdrawNote)
export class WithdrawNoteHandler implements ICommandHandler<WithdrawNote> {
  constructor(private readonly notes: RecordedNotes) {}

  async execute({ id }: WithdrawNote): Promise<void> {
    const { withdrawnAt } = noteOf(await this.notes.all(), id);
    if (withdrawnAt === null) await this.notes.withdraw(id);
  }
}
