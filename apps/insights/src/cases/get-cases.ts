import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { cases, type CasePage } from '#libs/indicators';
import { Catalogue } from '../catalogue/catalogue.js';
import { Figures, type AnswerHead, type SentParameters } from '../figures/figures.js';
import { readVersion } from '../parameters/read-version.js';
import { readPage } from './page.js';

/** A page of the cases behind a figure; `after` asks for the next one. */
export type CasesAnswer = AnswerHead & CasePage & { readonly after: string };

/** Asks for the cases behind a figure. */
export class GetCases extends Query<CasesAnswer> {
  constructor(
    readonly indicator: string,
    readonly sent: SentParameters,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetCases)
export class GetCasesHandler implements IQueryHandler<GetCases> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly figures: Figures,
  ) {}

  async execute({ indicator, sent, caller }: GetCases): Promise<CasesAnswer> {
    const { version, others } = readVersion(sent);
    const definition = await this.catalogue.asked(indicator, version);
    const { page, errors, question } = readPage(others);
    return this.figures.ask(
      definition,
      'cases',
      question,
      caller,
      async (view, settled) => {
        const found = await cases(view, definition, settled, page);
        return { total: found.total, after: String(page.offset + found.cases.length), cases: found.cases };
      },
      errors,
    );
  }
}
