import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { ProblemException } from '#libs/http';
import type { Outcome } from '../events/recording/outcome.js';
import { Erasures } from '../erasures/erasures.js';
import { RecordingService } from '../events/recording/recording.service.js';
import { mayResubmit } from '../scope/reader.js';
import { writerOf } from '../scope/writer.js';
import { RejectionStore } from './rejection-store.js';

/** Send a refused event again: mended, or as it was once what stood in its way is gone. */
export class ResubmitRejection extends Command<Outcome> {
  constructor(
    readonly id: string,
    /** The mended event; undefined for the one that is kept. */
    readonly mended: unknown,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(ResubmitRejection)
export class ResubmitRejectionHandler implements ICommandHandler<ResubmitRejection> {
  constructor(
    private readonly rejections: RejectionStore,
    private readonly recording: RecordingService,
    private readonly erasures: Erasures,
  ) {}

  async execute({ id, mended, caller }: ResubmitRejection): Promise<Outcome> {
    await this.erasures.settle();
    const rejection = this.rejections.get(id);
    if (!rejection || !mayResubmit(caller, rejection)) throw noSuchRejection();
    if (mended === undefined && rejection.unreadable) {
      throw new ProblemException({
        status: 409,
        code: 'nothing-kept',
        detail: 'Nothing but the length and hash of this was kept. Send the mended event in the body.',
      });
    }
    const [outcome] = await this.recording.record([
      { raw: mended === undefined ? rejection.event : mended, writer: writerOf(caller) },
    ]);
    if (outcome!.status !== 'rejected') {
      this.rejections.resolveOne(id, outcome!.receipt.position, outcome!.receipt.recordedAt);
    }
    return outcome!;
  }
}

/** 404 for an id that no rejection has. */
export function noSuchRejection(): ProblemException {
  return new ProblemException({ status: 404, code: 'not-found', detail: 'There is no rejection with this id.' });
}
