/** Text or JSON, as the client accepts. */
import type { FastifyReply } from 'fastify';
import { chooseMediaType, ProblemException } from '#libs/http';

export const TEXT = 'text/plain';
export const JSON_TYPE = 'application/json';

/** Which of the two a client gets; the first one when it takes both. @throws ProblemException 406 */
export function chosenType<T extends string>(
  accept: string | undefined,
  reply: FastifyReply,
  offered: readonly T[],
): T {
  void reply.header('vary', 'accept');
  const type = chooseMediaType(accept, offered);
  if (type !== null) return type;
  throw new ProblemException({
    status: 406,
    code: 'not-acceptable',
    detail: `This can be given as ${offered.join(' or ')}. Accept one of them.`,
  });
}

/** Answers with text as the specifications of C2SP want it. */
export function asText(reply: FastifyReply, text: string): string {
  void reply.header('content-type', `${TEXT}; charset=utf-8`);
  return text;
}
