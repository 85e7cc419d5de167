import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { series, type SeriesPeriod } from '#libs/indicators';
import { Catalogue } from '../catalogue/catalogue.js';
import { readVersion } from '../parameters/read-version.js';
import { Figures, type AnswerHead, type SentParameters } from './figures.js';

/** The figure for each period of a window. */
export type SeriesAnswer = AnswerHead & { readonly periods: readonly SeriesPeriod[] };

/** Asks for the figure of each period of a window, counted from its first day. */
export class GetSeries extends Query<SeriesAnswer> {
  constructor(
    readonly indicator: string,
    readonly sent: SentParameters,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetSeries)
export class GetSeriesHandler implements IQueryHandler<GetSeries> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly figures: Figures,
  ) {}

  async execute({ indicator, sent, caller }: GetSeries): Promise<SeriesAnswer> {
    const { version, others } = readVersion(sent);
    const definition = await this.catalogue.asked(indicator, version);
    return this.figures.ask(definition, 'series', others, caller, async (view, question) => ({
      periods: await series(view, definition, question),
    }));
  }
}
