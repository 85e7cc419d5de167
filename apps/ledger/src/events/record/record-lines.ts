import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Writer } from '../../scope/writer.js';
import { recordLines, type LineResult } from '../lines/record-lines.js';
import { RecordingService } from '../recording/recording.service.js';

/** Record any number of events, one per line; the results come while the lines still do. */
export class RecordLines extends Command<AsyncIterable<readonly LineResult[]>> {
  constructor(
    readonly input: AsyncIterable<Uint8Array>,
    readonly writer: Writer | null,
  ) {
    super();
  }
}

@CommandHandler(RecordLines)
export class RecordLinesHandler implements ICommandHandler<RecordLines> {
  constructor(private readonly recording: RecordingService) {}

  execute({ input, writer }: RecordLines): Promise<AsyncIterable<readonly LineResult[]>> {
    return Promise.resolve(recordLines(this.recording, input, writer));
  }
}
