import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { answer, type Row } from '#libs/indicators';
import { Catalogue } from '../catalogue/catalogue.js';
import { readVersion } from '../parameters/read-version.js';
import { Figures, type AnswerHead, type SentParameters } from './figures.js';

/** The figure for a window. */
export type ValuesAnswer = AnswerHead & { readonly rows: readonly Row[] };

/** Asks for the figure of a window. */
export class GetValues extends Query<ValuesAnswer> {
  constructor(
    readonly indicator: string,
    readonly sent: SentParameters,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetValues)
export class GetValuesHandler implements IQueryHandler<GetValues> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly figures: Figures,
  ) {}

  async execute({ indicator, sent, caller }: GetValues): Promise<ValuesAnswer> {
    const { version, others } = readVersion(sent);
    const definition = await this.catalogue.asked(indicator, version);
    return this.figures.ask(definition, 'values', others, caller, async (view, question) => ({
      rows: await answer(view, definition, question),
    }));
  }
}
