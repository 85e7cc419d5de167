import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { ProblemException } from '#libs/http';
import { curve, type CurveRow } from '#libs/indicators';
import { Catalogue } from '../catalogue/catalogue.js';
import { readVersion } from '../parameters/read-version.js';
import { Figures, type AnswerHead, type SentParameters } from './figures.js';

/** The estimate on every day on which something happens. */
export type CurveAnswer = AnswerHead & { readonly rows: readonly CurveRow[] };

/** Asks for the curve of a time-to-event indicator. */
export class GetCurve extends Query<CurveAnswer> {
  constructor(
    readonly indicator: string,
    readonly sent: SentParameters,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetCurve)
export class GetCurveHandler implements IQueryHandler<GetCurve> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly figures: Figures,
  ) {}

  async execute({ indicator, sent, caller }: GetCurve): Promise<CurveAnswer> {
    const { version, others } = readVersion(sent);
    const definition = await this.catalogue.asked(indicator, version);
    if (definition.figure.shape !== 'time-to-event') {
      throw new ProblemException({
        status: 400,
        code: 'no-curve',
        title: 'No curve',
        detail: 'Only a time-to-event indicator has a curve, and this one is none. Ask for its values or series.',
      });
    }
    return this.figures.ask(definition, 'curve', others, caller, async (view, question) => ({
      rows: await curve(view, definition, question),
    }));
  }
}
