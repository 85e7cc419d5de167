/** The pages at `/docs`: Swagger UI from its own files, without inline script or style, so that a strict policy holds. */
import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PUBLIC_ROUTE } from '../edge/route-access.js';

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'index.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API documentation</title>
    <link rel="stylesheet" href="./docs/swagger-ui.css" />
    <link rel="stylesheet" href="./docs/index.css" />
    <link rel="icon" type="image/png" href="./docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="./docs/swagger-ui-bundle.js"></script>
    <script src="./docs/start.js"></script>
  </body>
</html>
`;

const START = `window.ui = SwaggerUIBundle({ url: './v1/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
`;

/** Serves the pages; they read the document from `/v1/openapi.json` like anyone else. */
export function useDocsPages(fastify: FastifyInstance): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  fastify.get('/docs', PUBLIC_ROUTE, (_request, reply) => {
    void reply.type('text/html; charset=utf-8').send(PAGE);
  });
  fastify.get('/docs/start.js', PUBLIC_ROUTE, (_request, reply) => {
    void reply.type('text/javascript; charset=utf-8').send(START);
  });
  for (const [name, type] of Object.entries(FILES)) {
    fastify.get(`/docs/${name}`, PUBLIC_ROUTE, async (_request, reply) =>
      reply.type(type).send(await readFile(join(folder, name))),
    );
  }
}
