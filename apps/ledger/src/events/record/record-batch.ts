import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Writer } from '../../scope/writer.js';
import type { Outcome } from '../recording/outcome.js';
import { RecordingService } from '../recording/recording.service.js';

/** Record several events, each on its own. */
export class RecordBatch extends Command<Outcome[]> {
  constructor(
    readonly raws: readonly unknown[],
    readonly writer: Writer | null,
  ) {
    super();
  }
}

@CommandHandler(RecordBatch)
export class RecordBatchHandler implements ICommandHandler<RecordBatch> {
  constructor(private readonly recording: RecordingService) {}

  execute({ raws, writer }: RecordBatch): Promise<Outcome[]> {
    return this.recording.record(raws.map((raw) => ({ raw, writer })));
  }
}
