import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue, entityTag } from './catalogue.js';
import { describeIndicator, type IndicatorView } from './describe.js';

/** An indicator, and the entity tag of its present state. */
export interface TaggedIndicator {
  readonly view: IndicatorView;
  readonly etag: string;
}

/** Asks for one indicator of the catalogue; without a version for the latest. */
export class GetIndicator extends Query<TaggedIndicator> {
  constructor(
    readonly id: string,
    readonly version: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetIndicator)
export class GetIndicatorHandler implements IQueryHandler<GetIndicator> {
  constructor(private readonly catalogue: Catalogue) {}

  async execute({ id, version }: GetIndicator): Promise<TaggedIndicator> {
    const entry = await this.catalogue.get(id, version);
    return { view: describeIndicator(entry), etag: entityTag(entry) };
  }
}
