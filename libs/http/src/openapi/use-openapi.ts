import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { DOCUMENT_PATH } from '../edge/headers.js';
import { PUBLIC_ROUTE } from '../edge/route-access.js';
import { useDocsPages } from './docs-pages.js';
import { finishDocument } from './finish-document.js';

/** What the document says about the API as a whole. */
export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  /** Full semantic version; its major number is that of `/v1`. */
  readonly version: string;
  readonly contact: { readonly name: string; readonly url: string; readonly email: string };
  /** Base addresses, each ending in `/v1`; default: this host. */
  readonly servers?: readonly string[];
}

/** The OpenAPI 3.1 document of an application; paths are relative to the server's `/v1`. */
export function buildDocument(app: NestFastifyApplication, api: ApiDescription): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(api.title)
    .setDescription(api.description)
    .setVersion(api.version)
    .setContact(api.contact.name, api.contact.url, api.contact.email)
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Not needed where access is open' }, 'bearer');
  for (const server of api.servers ?? ['/v1']) builder.addServer(server);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    ignoreGlobalPrefix: true,
    operationIdFactory: (controller, method) => lowerFirst(controller.replace(/Controller$/, '')) + upperFirst(method),
  });
  return finishDocument(document);
}

/** Serves the document at `/v1/openapi.json` and shows it at `/docs`. */
export function useOpenApi(app: NestFastifyApplication, api: ApiDescription): void {
  let document: OpenAPIObject | undefined;
  const get = (): OpenAPIObject => (document ??= buildDocument(app, api));
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.get(DOCUMENT_PATH, PUBLIC_ROUTE, (_request, reply) => {
    void reply.type('application/json').send(get());
  });
  useDocsPages(fastify);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
