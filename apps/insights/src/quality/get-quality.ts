import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { ProblemException } from '#libs/http';
import { answer, QUALITY, series, type IndicatorDefinition } from '#libs/indicators';
import { Figures, type SentParameters } from '../figures/figures.js';
import type { SeriesAnswer } from '../figures/get-series.js';
import type { ValuesAnswer } from '../figures/get-values.js';

/** Asks for a figure about the data themselves, for a window. */
export class GetQuality extends Query<ValuesAnswer> {
  constructor(
    readonly figure: string,
    readonly sent: SentParameters,
    readonly caller: Principal,
  ) {
    super();
  }
}

/** Asks for it for each period of a window. */
export class GetQualitySeries extends Query<SeriesAnswer> {
  constructor(
    readonly figure: string,
    readonly sent: SentParameters,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetQuality)
export class GetQualityHandler implements IQueryHandler<GetQuality> {
  constructor(private readonly figures: Figures) {}

  async execute({ figure, sent, caller }: GetQuality): Promise<ValuesAnswer> {
    const definition = named(figure);
    return this.figures.ask(definition, 'values', sent, caller, async (view, question) => ({
      rows: await answer(view, definition, question),
    }));
  }
}

@QueryHandler(GetQualitySeries)
export class GetQualitySeriesHandler implements IQueryHandler<GetQualitySeries> {
  constructor(private readonly figures: Figures) {}

  async execute({ figure, sent, caller }: GetQualitySeries): Promise<SeriesAnswer> {
    const definition = named(figure);
    return this.figures.ask(definition, 'series', sent, caller, async (view, question) => ({
      periods: await series(view, definition, question),
    }));
  }
}

function named(figure: string): IndicatorDefinition {
  const definition = QUALITY.find(({ id }) => id === figure);
  if (definition) return definition;
  const detail = `There is no such figure of data quality. There are ${QUALITY.map(({ id }) => id).join(', ')}.`;
  throw new ProblemException({ status: 404, code: 'not-found', detail });
}
