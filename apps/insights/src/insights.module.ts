import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AsOfService } from './as-of/as-of.service.js';
import { CasesController } from './cases/cases.controller.js';
import { GetCasesHandler } from './cases/get-cases.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { Catalogue } from './catalogue/catalogue.js';
import { DefineIndicatorHandler } from './catalogue/define-indicator.js';
import { GetIndicatorHandler } from './catalogue/get-indicator.js';
import { ListIndicatorsHandler } from './catalogue/list-indicators.js';
import { RecordedDefinitions } from './catalogue/recorded-definitions.js';
import { RetireIndicatorHandler } from './catalogue/retire-indicator.js';
import { AnswerStore } from './differencing/answer-store.js';
import { Differencing } from './differencing/differencing.js';
import { FiguresController } from './figures/figures.controller.js';
import { FigureAnswers } from './figures/figure-answers.js';
import { Figures } from './figures/figures.js';
import { GetCurveHandler } from './figures/get-curve.js';
import { GetSeriesHandler } from './figures/get-series.js';
import { GetValuesHandler } from './figures/get-values.js';
import { FlowsController } from './flows/flows.controller.js';
import { GetFlowsHandler } from './flows/get-flows.js';
import { CLOCK, FACTS, PAGES, PROGRESS, PROJECTION, STORE, type InsightsOptions } from './insights.options.js';
import { GetNoteHandler } from './notes/get-note.js';
import { ListNotesHandler } from './notes/list-notes.js';
import { MakeNoteHandler } from './notes/make-note.js';
import { NotesBeside } from './notes/notes-beside.js';
import { NotesController } from './notes/notes.controller.js';
import { RecordedNotes } from './notes/recorded-notes.js';
import { WithdrawNoteHandler } from './notes/withdraw-note.js';
import { BUILT_PAGES } from './pages/page-files.js';
import { Pages } from './pages/pages.service.js';
import { ProjectionHealth } from './readiness/projection-health.js';
import { GetQualityHandler, GetQualitySeriesHandler } from './quality/get-quality.js';
import { QualityController } from './quality/quality.controller.js';
import { Readiness } from './readiness/readiness.js';
import { Representations } from './representation/representations.js';
import { SchemaController } from './schema/schema.controller.js';

/** The read side: the catalogue of indicators and their figures. */
@Module({})
export class InsightsModule {
  /** The module over the ledger's event store, a fact store and the projection that feeds it; `createHttpApp` brings what it needs at the edge. */
  static forRoot({
    store,
    facts,
    projection,
    now = () => new Date(),
    pages = BUILT_PAGES,
    answersPath = ':memory:',
    onProgress = () => undefined,
  }: InsightsOptions): DynamicModule {
    return {
      module: InsightsModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        CatalogueController,
        SchemaController,
        FiguresController,
        CasesController,
        FlowsController,
        QualityController,
        NotesController,
      ],
      providers: [
        { provide: STORE, useValue: store },
        { provide: FACTS, useValue: facts },
        { provide: PROJECTION, useValue: projection },
        { provide: CLOCK, useValue: now },
        { provide: PAGES, useValue: pages },
        Pages,
        { provide: PROGRESS, useValue: onProgress },
        RecordedDefinitions,
        RecordedNotes,
        NotesBeside,
        Catalogue,
        { provide: AnswerStore, useValue: new AnswerStore(answersPath) },
        Differencing,
        Figures,
        FigureAnswers,
        AsOfService,
        Representations,
        Readiness,
        ProjectionHealth,
        ListIndicatorsHandler,
        GetIndicatorHandler,
        DefineIndicatorHandler,
        RetireIndicatorHandler,
        GetValuesHandler,
        GetSeriesHandler,
        GetCurveHandler,
        GetFlowsHandler,
        GetQualityHandler,
        GetQualitySeriesHandler,
        ListNotesHandler,
        GetNoteHandler,
        MakeNoteHandler,
        WithdrawNoteHandler,
        GetCasesHandler,
      ],
    };
  }
}
