import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Erasures } from '../erasures/erasures.js';
import type { Rejection, RejectionCount, RejectionFilter, RejectionPage } from './rejection.js';
import { RejectionStore } from './rejection-store.js';

/** A page of rejections, newest first. */
export class ListRejections extends Query<RejectionPage> {
  constructor(
    readonly filter: RejectionFilter,
    readonly after: number | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListRejections)
export class ListRejectionsHandler implements IQueryHandler<ListRejections> {
  constructor(
    private readonly rejections: RejectionStore,
    private readonly erasures: Erasures,
  ) {}

  async execute({ filter, after, limit }: ListRejections): Promise<RejectionPage> {
    await this.erasures.settle();
    return this.rejections.list(filter, after, limit);
  }
}

/** One rejection; null when there is none with this id. */
export class GetRejection extends Query<Rejection | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetRejection)
export class GetRejectionHandler implements IQueryHandler<GetRejection> {
  constructor(
    private readonly rejections: RejectionStore,
    private readonly erasures: Erasures,
  ) {}

  async execute({ id }: GetRejection): Promise<Rejection | null> {
    await this.erasures.settle();
    return this.rejections.get(id);
  }
}

/** How many events of each source and type were refused with each code. */
export class CountRejections extends Query<readonly RejectionCount[]> {
  constructor(readonly sources: readonly string[] | undefined) {
    super();
  }
}

@QueryHandler(CountRejections)
export class CountRejectionsHandler implements IQueryHandler<CountRejections> {
  constructor(
    private readonly rejections: RejectionStore,
    private readonly erasures: Erasures,
  ) {}

  async execute({ sources }: CountRejections): Promise<readonly RejectionCount[]> {
    await this.erasures.settle();
    return this.rejections.counts(sources);
  }
}
