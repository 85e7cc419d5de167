import type { FastifyReply } from 'fastify';
import { ProblemException } from '#libs/http';
import { chooseMediaType } from './accept.js';

const OFFERED = ['application/json', 'text/csv'] as const;

/**
 * Gives an answer in the representation that the client accepts.
 *
 * @param accept the request's `Accept` header
 * @param reply where the content type is set
 * @param compute the answer; not computed when it cannot be represented
 * @param table the answer as CSV
 * @throws ProblemException 406 `not-acceptable`
 */
export async function present<Answer extends object>(
  accept: string | undefined,
  reply: FastifyReply,
  compute: () => Promise<Answer>,
  table: (answer: Answer) => string,
): Promise<Answer | string> {
  const type = chooseMediaType(accept, OFFERED);
  void reply.header('vary', 'accept');
  if (type === null) {
    throw new ProblemException({
      status: 406,
      code: 'not-acceptable',
      detail: `This can be given as ${OFFERED.join(' or ')}. Accept one of them.`,
    });
  }
  const answer = await compute();
  if (type === 'application/json') return answer;
  void reply.type('text/csv; charset=utf-8; header=present');
  return table(answer);
}
