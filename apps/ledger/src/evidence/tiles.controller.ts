import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '#libs/access';
import { encodeBundle, parseTilePath, TILE_WIDTH } from '#libs/integrity';
import { Evidence } from '#libs/ledger-tree';
import { nothingToProve, unlessBroken } from './problems.js';

const PREFIX = '/v1/ledger/';

/**
 * The tree as tiles, and the digest records of its leaves as bundles (C2SP tlog-tiles, with `/v1/ledger` as the prefix).
 * Their addresses are the specification's, which the OpenAPI document cannot say.
 */
@Controller('ledger')
export class TilesController {
  constructor(private readonly evidence: Evidence) {}

  @Allow('auditor')
  @ApiExcludeEndpoint()
  @Get('tile/*')
  @Header('content-type', 'application/octet-stream')
  async read(@Req() request: FastifyRequest): Promise<Buffer> {
    const tile = parseTilePath(request.url.slice(PREFIX.length).split('?', 1)[0]!);
    const hashes = tile && (tile.level === 'entries' ? await this.bundle(tile) : this.evidence.tile(tile));
    if (!hashes) throw nothingToProve('The tree has no such tile.');
    return Buffer.from(hashes);
  }

  private async bundle({ index, width }: { index: number; width: number }): Promise<Uint8Array | null> {
    const first = index * TILE_WIDTH;
    if (first + width > this.evidence.size) return null;
    return encodeBundle(await unlessBroken(this.evidence.records(first, width)));
  }
}
