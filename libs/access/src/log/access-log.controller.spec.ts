import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { Allow, AccessLog, Journalled, type Journal } from '../index.js';
import { accessFor, as } from '../../testing/callers.js';
import { serve, type Served } from '../../testing/served.js';
import { AccessLogModule } from './access-log.module.js';

@Controller('things')
class ThingsController {
  @Allow('provider')
  @Get(':id')
  get(@Param('id') id: string, @Journalled() journal: Journal): object {
    journal.write({ action: 'read', object: 'thing', id, clients: [`client-of-${id}`] });
    return { secret: id };
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

describe('the access log over HTTP', () => {
  let log: AccessLog;
  let things: Served;

  beforeEach(async () => {
    log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 3) });
    const callers = { pro: { roles: ['provider'], provider: 'p1' }, aud: { roles: ['auditor'] } } as const;
    const access = { ...accessFor(callers, log), module: AccessLogModule.forRoot(log) };
    things = await serve(ThingsModule, { access });
  });
  afterEach(() => things.close());

  const get = (path: string, who: string) => things.send(path, { headers: as(who) });

  it('has what was shown, with the request and the address', async () => {
    const shown = await get('/v1/things/a', 'pro');
    expect(shown.body).toEqual({ secret: 'a' });
    await get('/v1/things/b', 'pro');
    const { body } = await get('/v1/access-log?client=client-of-a', 'aud');
    expect(body.entries).toEqual([
      expect.objectContaining({ who: 'pro', organisation: 'p1', object: 'thing', address: '127.0.0.1' }),
      expect.objectContaining({ who: 'aud', object: 'access-log' }),
    ]);
    expect(body.entries[0].request).toBe(shown.headers.get('x-request-id'));
  });

  it('comes in pages', async () => {
    for (const id of ['a', 'b', 'c']) await get(`/v1/things/${id}`, 'pro');
    const first = await get('/v1/access-log?limit=2', 'aud');
    expect(first.body.after).toBe('2');
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
    expect((await get(next, 'aud')).body.entries[0].number).toBe(3);
  });

  it.each(['after=x', 'after=-1', 'limit=0', 'limit=1001', 'client=a%20b', 'client=a&client=b', 'who=ann'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await get(`/v1/access-log?${query}`, 'aud');
      expect([status, body.errors[0].pointer]).toEqual([400, query.split('=')[0]]);
    },
  );

  it('is for auditors', async () => {
    expect((await get('/v1/access-log', 'pro')).status).toBe(403);
  });

  it('that cannot be written lets nothing be seen', async () => {
    log.close();
    const { status, body, text } = await get('/v1/things/a', 'pro');
    expect([status, body.code]).toEqual([503, 'access-log-unavailable']);
    expect(text).not.toContain('secret');
  });
});
