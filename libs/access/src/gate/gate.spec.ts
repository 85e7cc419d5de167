import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { Public, TakesBody } from '#libs/http';
import { Allow, Caller, OPEN_ACCESS, type Principal } from '../index.js';
import { accessFor, as } from '../../testing/callers.js';
import { serve, type Served } from '../../testing/served.js';

@Controller('things')
class ThingsController {
  @Public()
  @Get('free')
  free(): object {
    return {};
  }

  @Allow('analyst', 'researcher')
  @Get()
  list(@Caller() { id, open }: Principal): object {
    return { id, open };
  }

  @Allow('provider')
  @Post()
  @TakesBody({ types: ['application/json'], raw: true })
  make(): object {
    return {};
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

@Controller('forgotten')
class ForgottenController {
  @Get()
  list(): object {
    return {};
  }
}

@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

describe('a route', () => {
  let things: Served;

  beforeAll(async () => {
    const access = accessFor({ ann: { roles: ['analyst'] }, pro: { roles: ['provider'] } });
    things = await serve(ThingsModule, { access });
  });
  afterAll(() => things.close());

  const get = (path: string, headers = {}) => things.send(path, { headers });

  it('is for who has one of its roles, and the handler knows who calls', async () => {
    expect((await get('/v1/things', as('ann'))).body).toEqual({ id: 'ann', open: false });
    const refused = await get('/v1/things', as('pro'));
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      code: 'forbidden',
      detail: 'This needs one of the roles analyst, researcher.',
    });
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
  });

  it('asks who calls', async () => {
    const refused = await get('/v1/things');
    expect([refused.status, refused.body.code]).toEqual([401, 'unauthenticated']);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect(refused.headers.get('api-version')).toBe('1.0.0');
  });

  it('refuses before it looks at the body', async () => {
    const send = async (headers: object) => {
      const init = { method: 'POST', body: '{', headers: { 'content-type': 'text/plain', ...headers } };
      return (await things.send('/v1/things', init)).status;
    };
    expect([await send({}), await send(as('ann')), await send(as('pro'))]).toEqual([401, 403, 415]);
  });

  it('is for everyone only where it says so', async () => {
    for (const path of ['/v1/things/free', '/health/live', '/v1/openapi.json', '/docs']) {
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    }
  });

  it('that is not there is not there for anyone', async () => {
    expect((await get('/v1/nothing')).status).toBe(404);
  });

  it('says in the document what it needs', async () => {
    const { paths, components } = (await get('/v1/openapi.json')).body;
    expect(components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    expect(paths['/things'].get).toMatchObject({
      security: [{ bearer: [] }],
      responses: { 401: {}, 403: { description: expect.stringContaining('analyst, researcher') } },
    });
    expect(paths['/things/free'].get).not.toHaveProperty('security');
  });
});

it('with open access lets everyone do everything', async () => {
  const things = await serve(ThingsModule, { access: OPEN_ACCESS });
  try {
    expect((await things.send('/v1/things')).body).toEqual({ id: 'open', open: true });
  } finally {
    await things.close();
  }
});

it('that does not say who may call it keeps the application from starting', async () => {
  await expect(serve(ForgottenModule, { access: OPEN_ACCESS })).rejects.toThrow(/GET \/v1\/forgotten .*@Allow/);
});
