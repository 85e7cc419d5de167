import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Erasures } from './erasures/erasures.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { FollowEventsHandler } from './events/live/follow-events.js';
import { LiveController } from './events/live/live.controller.js';
import { ReadController } from './events/read/read.controller.js';
import { ReadEventsHandler } from './events/read/read-events.js';
import { RecordBatchHandler } from './events/record/record-batch.js';
import { RecordController } from './events/record/record.controller.js';
import { RecordEventHandler } from './events/record/record-event.js';
import { RecordLinesHandler } from './events/record/record-lines.js';
import { Recorder } from './events/recording/recorder.js';
import { RecordingService } from './events/recording/recording.service.js';
import { HistoriesController } from './histories/histories.controller.js';
import { ReadHistoryHandler } from './histories/read-history.js';
import { LedgerEdge } from './ledger.edge.js';
import { CLOCK, CODEC, EVENT_STORE, PSEUDONYMISER, type LedgerOptions } from './ledger.options.js';
import { CountRejectionsHandler, GetRejectionHandler, ListRejectionsHandler } from './rejections/rejection-queries.js';
import { RejectionStore } from './rejections/rejection-store.js';
import { RejectionsController } from './rejections/rejections.controller.js';
import { EventsFor } from './scope/events-for.js';
import { Streams } from './scope/streams.js';
import { WriterScope } from './scope/writer.js';
import { ResubmitRejectionHandler } from './rejections/resubmit-rejection.js';

/** The write side: events in, receipts, histories, rejections. */
@Module({})
export class LedgerModule {
  /** The module over an event store; `createHttpApp` brings what it needs at the edge. */
  static forRoot({
    store,
    codec,
    vault,
    erasureRegisterPath,
    pseudonymiser,
    rejectionsPath,
    now = () => new Date(),
  }: LedgerOptions): DynamicModule {
    return {
      module: LedgerModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        RecordController,
        LiveController,
        ReadController,
        HistoriesController,
        RejectionsController,
        ErasuresController,
      ],
      providers: [
        { provide: EVENT_STORE, useValue: store },
        { provide: CLOCK, useValue: now },
        { provide: CODEC, useValue: codec },
        { provide: PSEUDONYMISER, useValue: pseudonymiser },
        { provide: Recorder, useFactory: () => new Recorder({ store, codec, pseudonymiser, bsns: vault.bsns, now }) },
        { provide: RejectionStore, useFactory: () => new RejectionStore(rejectionsPath) },
        {
          provide: RecordingService,
          useFactory: (recorder: Recorder, rejections: RejectionStore, edge: LedgerEdge, streams: Streams) =>
            new RecordingService({
              recorder,
              rejections,
              codec,
              pseudonymiser,
              now,
              scope: new WriterScope(codec, streams),
              count: (status, events) => edge.count(status, events),
            }),
          inject: [Recorder, RejectionStore, LedgerEdge, Streams],
        },
        {
          provide: Erasures,
          useFactory: (recorder: Recorder, rejections: RejectionStore, streams: Streams) =>
            new Erasures({
              store,
              codec,
              vault,
              rejections,
              registerPath: erasureRegisterPath,
              now,
              forget: () => {
                recorder.forget();
                streams.forget();
              },
            }),
          inject: [Recorder, RejectionStore, Streams],
        },
        Streams,
        EventsFor,
        LedgerEdge,
        RecordEventHandler,
        RecordBatchHandler,
        RecordLinesHandler,
        ReadEventsHandler,
        FollowEventsHandler,
        ReadHistoryHandler,
        ListRejectionsHandler,
        CountRejectionsHandler,
        GetRejectionHandler,
        ResubmitRejectionHandler,
      ],
      exports: [RecordingService],
    };
  }
}
