/** Outcomes as HTTP answers. */
import type { FastifyReply } from 'fastify';
import { PROBLEM_MEDIA_TYPE, type Problem } from '#libs/http';
import { isEventId } from '../data/envelope-rules.js';
import { isObject } from '../data/rules.js';
import type { Outcome } from '../recording/outcome.js';
import type { BatchResultDto } from './outcome.dto.js';

/** 201 with a receipt, 200 with the first receipt of a duplicate, or the problem. */
export function answerOutcome(reply: FastifyReply, outcome: Outcome): void {
  if (outcome.status === 'rejected') {
    answerProblem(reply, outcome.problem);
    return;
  }
  const { receipt } = outcome;
  void reply
    .status(outcome.status === 'recorded' ? 201 : 200)
    .header('etag', `"${receipt.revision}"`)
    .send(outcome.status === 'recorded' ? receipt : { ...receipt, duplicate: true });
}

function answerProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 503) void reply.header('retry-after', '1');
  void reply
    .status(problem.status)
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

/** One event's part of the answer to a batch. */
export function batchResult(raw: unknown, outcome: Outcome): BatchResultDto {
  if (outcome.status !== 'rejected') return { status: outcome.status, ...outcome.receipt };
  const id = isObject(raw) && isEventId(raw['id']) ? raw['id'] : null;
  return { id, status: outcome.status, problem: outcome.problem };
}
