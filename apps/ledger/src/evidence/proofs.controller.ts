import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiQuery, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '#libs/access';
import { ApiProblems, invalidParameters } from '#libs/http';
import { decodeDigestRecord, formatTlogProof, toBase64 } from '#libs/integrity';
import { Evidence, type Leaf, type SignedCheckpoint } from '#libs/ledger-tree';
import { positionReader, readParameters } from '../http/parameters.js';
import { checkpointAnswer } from './answers.js';
import { ConsistencyProofDto, InclusionProofDto } from './evidence.dto.js';
import { quorumReader, sizeReader } from './parameters.js';
import { asText, chosenType, JSON_TYPE, TEXT } from './presentation.js';
import { nothingToProve, unlessBroken } from './problems.js';

/** How long an event that was just recorded is waited for, in ms. */
const PATIENCE_MS = 5_000;

/** Proofs of RFC 9162 section 2.1. */
@ApiTags('proofs')
@Controller('ledger/proofs')
export class ProofsController {
  constructor(private readonly evidence: Evidence) {}

  @Allow('auditor')
  @Get('inclusion')
  @ApiOperation({ summary: 'That an event is in the tree of a checkpoint', operationId: 'proveInclusion' })
  @ApiQuery({ name: 'position', required: true, type: String, description: 'Of the event, as its receipt has it' })
  @ApiQuery({
    name: 'size',
    required: false,
    schema: { type: 'integer' },
    description: 'Checkpoint signed at this size',
  })
  @ApiQuery({
    name: 'witnesses',
    required: false,
    schema: { type: 'integer', minimum: 0, maximum: 99 },
    description: 'In the newest checkpoint that at least so many witnesses cosigned',
  })
  @ApiExtraModels(InclusionProofDto)
  @ApiOkResponse({
    content: {
      [JSON_TYPE]: { schema: { $ref: getSchemaPath(InclusionProofDto) } },
      [TEXT]: { schema: { type: 'string', description: 'The same as C2SP tlog-proof, to be checked offline' } },
    },
  })
  @ApiProblems({
    404: 'No event is at this position, or no such checkpoint holds it',
    406: 'None of the accepted media types can be given',
    500: 'The stored event is not the one that the tree was built with',
  })
  async inclusion(
    @Query() sent: Record<string, unknown>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | InclusionProofDto> {
    const type = chosenType(accept, reply, [JSON_TYPE, TEXT]);
    const { position, ...wanted } = readParameters(sent, {
      position: positionReader,
      size: sizeReader,
      witnesses: quorumReader,
    });
    if (position === undefined) throw invalidParameters([missing('position')]);
    const leaf = await this.evidence.leafAt(position, PATIENCE_MS);
    if (!leaf) throw nothingToProve('No event is recorded at this position.');
    const checkpoint = this.checkpointWith(leaf, wanted);
    const proof = await unlessBroken(this.evidence.prove(leaf, checkpoint));
    if (type === TEXT) return asText(reply, formatTlogProof(proof));
    return {
      position,
      leafIndex: leaf.index,
      leafHash: toBase64(leaf.hash),
      record: decodeDigestRecord(proof.record)!,
      hashes: proof.path.map((hash) => toBase64(hash)),
      checkpoint: checkpointAnswer(checkpoint, this.evidence),
    };
  }

  @Allow('auditor')
  @Get('consistency')
  @ApiOperation({ summary: 'That one tree is the beginning of another', operationId: 'proveConsistency' })
  @ApiQuery({ name: 'from', required: true, schema: { type: 'integer' }, description: 'Size of the smaller tree' })
  @ApiQuery({
    name: 'to',
    required: false,
    schema: { type: 'integer' },
    description: 'Size of the larger tree; default: that of the newest checkpoint',
  })
  @ApiOkResponse({ type: ConsistencyProofDto })
  consistency(@Query() sent: Record<string, unknown>): ConsistencyProofDto {
    const { from, to = this.evidence.checkpoint().size } = readParameters(sent, { from: sizeReader, to: sizeReader });
    if (from === undefined) throw invalidParameters([missing('from')]);
    if (to > this.evidence.size) throw invalidParameters([tooLarge('to', this.evidence.size)]);
    if (from > to) throw invalidParameters([tooLarge('from', to)]);
    const hashes = this.evidence.consistency(from, to).map((hash) => toBase64(hash));
    return { from: this.head(from), to: this.head(to), hashes };
  }

  private head(size: number) {
    return { size, rootHash: toBase64(this.evidence.root(size)) };
  }

  /** The checkpoint asked for, else the newest if it holds the leaf, else a new one. */
  private checkpointWith(leaf: Leaf, { size, witnesses }: { size?: number; witnesses?: number }): SignedCheckpoint {
    const { checkpoints } = this.evidence;
    const found = size === undefined ? checkpoints.newest(witnesses) : checkpoints.at(size);
    if (found && found.size > leaf.index && found.witnesses >= (witnesses ?? 0)) return found;
    if (size === undefined && witnesses === undefined) return this.evidence.checkpoint();
    throw nothingToProve('No such checkpoint holds this event, or not enough witnesses cosigned it.');
  }
}

function missing(pointer: string) {
  return { pointer, code: 'required', message: 'This parameter is required.' };
}

function tooLarge(pointer: string, limit: number) {
  return { pointer, code: 'out-of-range', message: `This must be at most ${limit} here.` };
}
