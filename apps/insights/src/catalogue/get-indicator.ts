import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue } from './catalogue.js';
import { describeIndicator, type IndicatorView } from './describe.js';

/** Asks for one indicator of the catalogue. */
export class GetIndicator extends Query<IndicatorView> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetIndicator)
export class GetIndicatorHandler implements IQueryHandler<GetIndicator> {
  constructor(private readonly catalogue: Catalogue) {}

  execute({ id }: GetIndicator): Promise<IndicatorView> {
    return Promise.resolve(describeIndicator(this.catalogue.get(id)));
  }
}
