import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
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
import { RecordingService } from './events/recording/recording.service.js';
import { EventCounter } from './event-counter.js';
import { HistoriesController } from './histories/histories.controller.js';
import { ReadHistoryHandler } from './histories/read-history.js';
import { LedgerEdge } from './ledger.edge.js';
import { CLOCK, CODEC, EVENT_STORE, PSEUDONYMISER, type LedgerOptions } from './ledger.options.js';
import { OPEN_RECORDING, openRecording, type OpenRecording } from './open-recording.js';
import { CountRejectionsHandler, GetRejectionHandler, ListRejectionsHandler } from './rejections/rejection-queries.js';
import { RejectionStore } from './rejections/rejection-store.js';
import { RejectionsController } from './rejections/rejections.controller.js';
import { EventsFor } from './scope/events-for.js';
import { Streams } from './scope/streams.js';
import { ResubmitRejectionHandler } from './rejections/resubmit-rejection.js';

/** The write side: events in, receipts, histories, rejections. */
@Module({})
export class LedgerModule {
  /** The module over an event store; `createHttpApp` brings what it needs at the edge. */
  static forRoot(options: LedgerOptions): DynamicModule {
    const { store, codec, pseudonymiser, now = () => new Date() } = options;
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
        EventCounter,
        {
          provide: OPEN_RECORDING,
          useFactory: (counter: EventCounter) =>
            openRecording(options, (status, events) => counter.count(status, events)),
          inject: [EventCounter],
        },
        part(RecordingService, ({ recording }) => recording),
        part(RejectionStore, ({ rejections }) => rejections),
        part(Erasures, ({ erasures }) => erasures),
        part(Streams, ({ streams }) => streams),
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

/** A part of the open ledger, for whoever asks for it by its class. */
function part<T>(provide: Type<T>, useFactory: (ledger: OpenRecording) => T): Provider {
  return { provide, useFactory, inject: [OPEN_RECORDING] };
}
