/** An application on a port of its own, asked over HTTP. */
import type { DynamicModule, Type } from '@nestjs/common';
import { createHttpApp, type HttpAppOptions } from '#libs/http';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers freely
  readonly body: any;
}

export interface Served {
  readonly url: string;
  readonly send: (path: string, init?: RequestInit) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Starts an application and listens on this machine. */
export async function serve(
  root: Type | DynamicModule,
  options: Partial<HttpAppOptions> & Pick<HttpAppOptions, 'access'>,
): Promise<Served> {
  const app = await createHttpApp(root, { title: 'Things', description: 'Things.', ...options });
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace(/\/$/, '');
  return { url, send: (path, init = {}) => ask(url + path, init), close: () => app.close() };
}

/** Asks an address, and reads the answer whole. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}
