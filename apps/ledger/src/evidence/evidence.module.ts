import { Module, type DynamicModule } from '@nestjs/common';
import { Evidence } from '#libs/ledger-tree';
import { CheckpointsController } from './checkpoints.controller.js';
import { EvidenceEdge } from './evidence.edge.js';
import { ProofsController } from './proofs.controller.js';
import { TilesController } from './tiles.controller.js';

/** The proofs of a ledger: signed checkpoints, inclusion and consistency, tiles, witnesses. */
@Module({})
export class EvidenceModule {
  /** The module over the evidence of a ledger, which the caller starts and stops. */
  static forRoot(evidence: Evidence): DynamicModule {
    return {
      module: EvidenceModule,
      controllers: [CheckpointsController, ProofsController, TilesController],
      providers: [{ provide: Evidence, useValue: evidence }, EvidenceEdge],
    };
  }
}
