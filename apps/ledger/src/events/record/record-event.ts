import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Writer } from '../../scope/writer.js';
import type { Outcome } from '../recording/outcome.js';
import { RecordingService } from '../recording/recording.service.js';

/** Record one event. */
export class RecordEvent extends Command<Outcome> {
  constructor(
    /** The JSON value that was sent, or an `Unreadable`. */
    readonly raw: unknown,
    readonly writer: Writer | null,
    /** The revision its stream must have. */
    readonly ifMatch?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordEvent)
export class RecordEventHandler implements ICommandHandler<RecordEvent> {
  constructor(private readonly recording: RecordingService) {}

  async execute({ raw, writer, ifMatch }: RecordEvent): Promise<Outcome> {
    const [outcome] = await this.recording.record([{ raw, writer, ifMatch }]);
    return outcome!;
  }
}
