import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { FactStore } from '#libs/facts';
import { chooseMediaType, ProblemException } from '#libs/http';
import { FACTS } from '../insights.options.js';

import { toCsv } from './csv.js';
import { toParquet } from './parquet.js';
import type { Table } from './table.js';

export const CSV = 'text/csv';
export const PARQUET = 'application/vnd.apache.parquet';
const OFFERED = ['application/json', CSV, PARQUET] as const;

/** Gives answers in the representation that the client accepts. */
@Injectable()
export class Representations {
  constructor(@Inject(FACTS) private readonly facts: FactStore) {}

  /**
   * @param accept the request's `Accept` header
   * @param reply where the content type is set
   * @param compute the answer; not computed when it cannot be represented
   * @param tabulate the answer as a table
   * @throws ProblemException 406 `not-acceptable`
   */
  async present<Answer extends object>(
    accept: string | undefined,
    reply: FastifyReply,
    compute: () => Promise<Answer>,
    tabulate: (answer: Answer) => Table,
  ): Promise<unknown> {
    const type = chooseMediaType(accept, OFFERED);
    void reply.header('vary', 'accept');
    if (type === null) {
      throw new ProblemException({
        status: 406,
        code: 'not-acceptable',
        detail: `This can be given as ${OFFERED.join(', ')}. Accept one of them.`,
      });
    }
    const answer = await compute();
    if (type === 'application/json') return answer;
    void reply.type(type === CSV ? `${CSV}; charset=utf-8; header=present` : PARQUET);
    if (type === CSV) return toCsv(tabulate(answer));
    return this.facts.withView(undefined, (view) => toParquet(view, tabulate(answer)));
  }
}
