import { Body, Controller, Get, Headers, Post, Query, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
  getSchemaPath,
  ApiExtraModels,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '#libs/access';
import { ApiProblems, ProblemException, TakesBody } from '#libs/http';
import { Evidence, type CosigningFault, type SignedCheckpoint } from '#libs/ledger-tree';
import { readParameters } from '../http/parameters.js';
import { checkpointAnswer } from './answers.js';
import { CheckpointDto, CosigningDto } from './evidence.dto.js';
import { NOTE_TYPE } from './note-body.js';
import { quorumReader, sizeReader } from './parameters.js';
import { asText, chosenType, JSON_TYPE, TEXT } from './presentation.js';
import { nothingToProve } from './problems.js';

const READERS = { size: sizeReader, witnesses: quorumReader };

const FAULTS: Readonly<Record<CosigningFault, { status: number; code: string; detail: string }>> = {
  'no-checkpoint': { status: 400, code: 'malformed', detail: 'This is no checkpoint with signature lines under it.' },
  'unknown-checkpoint': {
    status: 409,
    code: 'unknown-checkpoint',
    detail: 'This ledger signed no such checkpoint: get one from /v1/ledger/checkpoint and send it with the new lines.',
  },
  'no-known-witness': {
    status: 409,
    code: 'unknown-witness',
    detail: 'No line is the valid cosignature of a witness that this ledger was told about (CARE_LEDGER_WITNESSES).',
  },
};

/** Tree heads of the ledger, signed (C2SP tlog-checkpoint). */
@ApiTags('proofs')
@Controller('ledger')
export class CheckpointsController {
  constructor(private readonly evidence: Evidence) {}

  @Allow('auditor')
  @Get('checkpoint')
  @ApiOperation({ summary: 'The signed head of the tree over all events', operationId: 'readCheckpoint' })
  @ApiQuery({ name: 'size', required: false, schema: { type: 'integer' }, description: 'The one signed at this size' })
  @ApiQuery({
    name: 'witnesses',
    required: false,
    schema: { type: 'integer', minimum: 0, maximum: 99 },
    description: 'The newest one that at least so many witnesses cosigned',
  })
  @ApiExtraModels(CheckpointDto)
  @ApiOkResponse({
    content: {
      [TEXT]: { schema: { type: 'string', description: 'A signed note' } },
      [JSON_TYPE]: { schema: { $ref: getSchemaPath(CheckpointDto) } },
    },
  })
  @ApiProblems({ 404: 'No such checkpoint was signed', 406: 'None of the accepted media types can be given' })
  read(
    @Query() sent: Record<string, unknown>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | CheckpointDto {
    const type = chosenType(accept, reply, [TEXT, JSON_TYPE]);
    const checkpoint = this.find(readParameters(sent, READERS));
    return type === TEXT ? asText(reply, checkpoint.note) : checkpointAnswer(checkpoint, this.evidence);
  }

  @Allow('auditor')
  @Post('checkpoint/cosignatures')
  @TakesBody({ types: [NOTE_TYPE] })
  @ApiOperation({
    summary: 'Put the lines of witnesses under a checkpoint',
    operationId: 'addCosignatures',
    requestBody: {
      required: true,
      content: {
        [TEXT]: { schema: { type: 'string', description: 'A checkpoint of this ledger with cosignature/v1 lines' } },
      },
    },
  })
  @ApiResponse({ status: 201, type: CosigningDto, description: 'Lines of known witnesses; others are passed over' })
  @ApiProblems({
    400: 'No checkpoint',
    409: 'Not a checkpoint of this ledger, or no line of a known witness',
    413: 'The note is too large',
    415: 'The media type is not taken',
  })
  add(@Body() note: string): CosigningDto {
    const result = this.evidence.addCosignatures(note);
    if (!result.ok) throw new ProblemException(FAULTS[result.fault]);
    return { size: result.size, cosignatures: [...result.cosignatures] };
  }

  private find({ size, witnesses }: { size?: number; witnesses?: number }): SignedCheckpoint {
    const { checkpoints } = this.evidence;
    if (size === undefined && witnesses === undefined) return this.evidence.checkpoint();
    const found = size === undefined ? checkpoints.newest(witnesses) : checkpoints.at(size);
    if (found && found.witnesses >= (witnesses ?? 0)) return found;
    throw nothingToProve('No such checkpoint was signed, or not enough witnesses cosigned it.');
  }
}
