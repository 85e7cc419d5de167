/** Waits until the figures have seen the whole ledger. */
import type { ProjectionRunner } from '#libs/projection';
import { CommandError } from '../errors.js';
import { events, type Progress } from '../output/progress.js';

/** How long to wait before looking again, in ms. */
const LOOK_EVERY = 250;

/**
 * Waits for the newest event of this moment; `progress` counts per mille.
 * @throws CommandError when the projection fails.
 */
export async function catchUp(projection: ProjectionRunner, progress: Progress): Promise<void> {
  try {
    const { head, lagEvents: behind } = await projection.status();
    if (head === null) return;
    while (!(await projection.waitFor(head.position, LOOK_EVERY))) {
      const { state, error, lagEvents } = await projection.status();
      if (state === 'failed')
        throw new CommandError(`The figures cannot be brought up to date: ${error ?? 'unknown'}.`);
      const left = lagEvents ?? 0;
      progress.update(behind ? 1000 * (1 - left / behind) : 0, `${events(left)} left`);
    }
  } finally {
    progress.stop();
  }
}
