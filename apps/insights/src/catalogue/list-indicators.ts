import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue } from './catalogue.js';
import { describeIndicator, type IndicatorView } from './describe.js';

/** Asks for the whole catalogue. */
export class ListIndicators extends Query<{ readonly indicators: readonly IndicatorView[] }> {}

@QueryHandler(ListIndicators)
export class ListIndicatorsHandler implements IQueryHandler<ListIndicators> {
  constructor(private readonly catalogue: Catalogue) {}

  async execute(): Promise<{ indicators: readonly IndicatorView[] }> {
    return { indicators: (await this.catalogue.all()).map(describeIndicator) };
  }
}
