import { decisionsOf } from '#libs/erasure';
import type { EventStore } from '#libs/event-store';
import { RejectionStore } from '../rejections/rejection-store.js';
import { carryOut } from './carry-out.js';

/**
 * Carries out every erasure that a ledger holds on a file of refused events that may be older, such as one from a backup.
 * @returns how many refused events were removed
 */
export async function eraseFromRejections(store: EventStore, rejectionsPath: string): Promise<number> {
  const rejections = new RejectionStore(rejectionsPath);
  try {
    let removed = 0;
    for (const decision of await decisionsOf(store)) {
      if (decision.decision === 'erased') removed += await carryOut(store, rejections, decision);
    }
    return removed;
  } finally {
    rejections.close();
  }
}
