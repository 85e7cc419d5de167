import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PAGES } from '../insights.options.js';
import { readPageFiles } from './page-files.js';
import { servePages } from './serve-pages.js';

/** Puts the analysts' pages on the server when they are built; without them there is the API alone. */
@Injectable()
export class Pages implements OnModuleInit {
  constructor(
    @Inject(PAGES) private readonly folder: string,
    private readonly host: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    const files = await readPageFiles(this.folder);
    if (files) servePages(this.host.httpAdapter.getInstance<FastifyInstance>(), files);
  }
}
