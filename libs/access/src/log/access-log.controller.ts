import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, invalidParameters, type ProblemError } from '#libs/http';
import { Allow } from '../caller/allow.js';
import { AccessLogPageDto } from './access-log.dto.js';
import type { AccessLog } from './access-log.js';
import { Journalled, type Journal } from './journal.js';

/** Injection token of the `AccessLog`. */
export const ACCESS_LOG = Symbol('AccessLog');

const USUAL_LIMIT = 100;
const MOST = 1_000;

/** Who looked at what. */
@ApiTags('access')
@Controller('access-log')
export class AccessLogController {
  constructor(@Inject(ACCESS_LOG) private readonly log: AccessLog) {}

  @Allow('auditor')
  @Get()
  @ApiOperation({ summary: 'Who looked at personal data, in order', operationId: 'readAccessLog' })
  @ApiQuery({
    name: 'after',
    required: false,
    schema: { type: 'string' },
    description: 'Only entries after this number',
  })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MOST, default: USUAL_LIMIT },
  })
  @ApiQuery({
    name: 'client',
    required: false,
    schema: { type: 'string' },
    description: 'Pseudonym: only entries in which something of this client was shown',
  })
  @ApiOkResponse({
    type: AccessLogPageDto,
    headers: { Link: { description: 'rel="next" while there is more', schema: { type: 'string' } } },
  })
  @ApiProblems({ 503: 'The access log cannot be written, and this look belongs in it' })
  read(
    @Query() sent: Readonly<Record<string, unknown>>,
    @Journalled() journal: Journal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): AccessLogPageDto {
    const { after, limit, client } = readQuery(sent);
    journal.write({ action: 'read', object: 'access-log', clients: client === undefined ? [] : [client] });
    const found = this.log.list({ clients: client === undefined ? undefined : [client], after, limit: limit + 1 });
    const entries = found.slice(0, limit);
    const last = String(entries.at(-1)?.number ?? after);
    if (found.length > limit) {
      const query = new URLSearchParams({ after: last, limit: String(limit), ...(client !== undefined && { client }) });
      void reply.header('link', `</v1/access-log?${query.toString()}>; rel="next"`);
    }
    return { entries: entries as AccessLogPageDto['entries'], after: last };
  }
}

function readQuery(sent: Readonly<Record<string, unknown>>) {
  const { after = '0', limit = String(USUAL_LIMIT), client, ...others } = sent;
  const errors: ProblemError[] = Object.keys(others).map((pointer) => ({
    pointer,
    code: 'unknown-parameter',
    message: 'Known parameters are after, limit, client.',
  }));
  const wrong = (pointer: string, message: string) => errors.push({ pointer, code: 'malformed', message });
  if (!isNumber(after, Number.MAX_SAFE_INTEGER)) wrong('after', 'This must be the number of an entry.');
  if (!isNumber(limit, MOST) || limit === '0') wrong('limit', `This must be a whole number from 1 to ${MOST}.`);
  if (client !== undefined && (typeof client !== 'string' || !/^[A-Za-z0-9._:-]{1,64}$/.test(client))) {
    wrong('client', 'This must be the pseudonym of a client.');
  }
  if (errors.length === 0) return { after: Number(after), limit: Number(limit), client: client as string | undefined };
  throw invalidParameters(errors);
}

function isNumber(text: unknown, most: number): boolean {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) && Number(text) <= most;
}
