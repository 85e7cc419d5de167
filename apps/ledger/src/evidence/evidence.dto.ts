import { ApiProperty } from '@nestjs/swagger';
import type { Cosignature, DigestRecord } from '#libs/integrity';

const HASH = { description: 'Base 64', example: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=' };

/** A tree of the ledger at a size. */
export class TreeHeadDto {
  @ApiProperty({ type: 'integer', description: 'Leaves: events recorded' })
  readonly size!: number;

  @ApiProperty(HASH)
  readonly rootHash!: string;
}

/** Who cosigned a checkpoint. */
export class CosignatureDto implements Cosignature {
  @ApiProperty({ description: 'Name of the witness', example: 'witness.example/w1' })
  readonly witness!: string;

  @ApiProperty({ description: 'Id of its key in hexadecimal', example: '8d66cf3f' })
  readonly id!: string;

  @ApiProperty({ type: 'integer', description: 'When it signed, in seconds since 1970' })
  readonly time!: number;
}

/** A signed checkpoint. */
export class CheckpointDto extends TreeHeadDto {
  @ApiProperty({ description: 'Name of the log', example: 'ledger.example.nl/2026' })
  readonly origin!: string;

  @ApiProperty({ format: 'date-time', description: 'When the ledger signed it' })
  readonly signedAt!: string;

  @ApiProperty({ description: 'The signed note itself (C2SP tlog-checkpoint), with the lines of witnesses' })
  readonly note!: string;

  @ApiProperty({ description: 'Public key of the ledger: name+id+key. Whoever verifies keeps it from an earlier day' })
  readonly verifierKey!: string;
}

/** What a leaf says of an event. */
export class DigestRecordDto implements DigestRecord {
  @ApiProperty({ description: 'SHA-256 of the stored data bytes, in hexadecimal' })
  readonly data!: string;

  @ApiProperty({ format: 'uuid', description: 'Id under which the store keeps the event' })
  readonly id!: string;

  @ApiProperty({ description: 'SHA-256 of the stored envelope bytes, in hexadecimal' })
  readonly metadata!: string;

  @ApiProperty({ format: 'date-time' })
  readonly recordedAt!: string;

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;

  @ApiProperty({ description: "SHA-256 of the stream's name, in hexadecimal" })
  readonly stream!: string;

  @ApiProperty()
  readonly type!: string;

  @ApiProperty({ enum: [1], description: 'Version of this form' })
  readonly v!: 1;
}

/** That an event is in the tree of a checkpoint. */
export class InclusionProofDto {
  @ApiProperty({ description: 'Place of the event in the ledger' })
  readonly position!: string;

  @ApiProperty({ type: 'integer', description: 'Index of its leaf, from 0' })
  readonly leafIndex!: number;

  @ApiProperty(HASH)
  readonly leafHash!: string;

  @ApiProperty({ type: DigestRecordDto, description: 'Content of the leaf: hashed as RFC 8785 canonical JSON' })
  readonly record!: DigestRecordDto;

  @ApiProperty({ type: [String], description: "The path of RFC 9162, the leaf's sibling first; base 64" })
  readonly hashes!: string[];

  @ApiProperty({ type: CheckpointDto, description: 'The checkpoint that the path leads to' })
  readonly checkpoint!: CheckpointDto;
}

/** That one tree is the beginning of another. */
export class ConsistencyProofDto {
  @ApiProperty({ type: TreeHeadDto })
  readonly from!: TreeHeadDto;

  @ApiProperty({ type: TreeHeadDto })
  readonly to!: TreeHeadDto;

  @ApiProperty({ type: [String], description: 'The path of RFC 9162; base 64' })
  readonly hashes!: string[];
}

/** What was taken from witnesses. */
export class CosigningDto {
  @ApiProperty({ type: 'integer', description: 'Size of the checkpoint' })
  readonly size!: number;

  @ApiProperty({ type: [CosignatureDto] })
  readonly cosignatures!: CosignatureDto[];
}
