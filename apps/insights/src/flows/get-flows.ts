import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { flows, stockAndFlow, type FlowRow } from '#libs/indicators';
import { Figures, type AnswerHead, type SentParameters } from '../figures/figures.js';

/** Stock, inflow, outflow and the from-to table of care forms. */
export type FlowsAnswer = AnswerHead & { readonly rows: readonly FlowRow[] };

/** Asks for the stock and flow of a window. */
export class GetFlows extends Query<FlowsAnswer> {
  constructor(
    readonly sent: SentParameters,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetFlows)
export class GetFlowsHandler implements IQueryHandler<GetFlows> {
  constructor(private readonly figures: Figures) {}

  async execute({ sent, caller }: GetFlows): Promise<FlowsAnswer> {
    return this.figures.ask(stockAndFlow, 'values', sent, caller, async (view, question) => ({
      rows: await flows(view, question),
    }));
  }
}
