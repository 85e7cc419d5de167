/** Waits until the figures have seen the whole ledger. */
import type { ProjectionRunner } from '#libs/projection';
import { CommandError } from '../errors.js';
import { events, type Progress } from '../output/progress.js';

/** How long to wait before looking again, in ms. */
const LOOK_EVERY = 250;

/** What is shown of a fill that has all rows, which are not in place yet. */
const ALMOST = 0.99;

/**
 * Waits for the newest event of this moment; `progress` counts per mille.
 * @throws CommandError when the projection fails.
 */
export async function catchUp(
  projection: Pick<ProjectionRunner, 'status' | 'waitFor'>,
  progress: Progress,
): Promise<void> {
  try {
    const { head, lagEvents: behind } = await projection.status();
    if (head === null) return;
    while (!(await projection.waitFor(head.position, LOOK_EVERY))) {
      const { state, error, lagEvents, filled = 0, waiting } = await projection.status();
      if (state === 'failed')
        throw new CommandError(`The figures cannot be brought up to date: ${error ?? 'unknown'}.`);
      const left = lagEvents ?? 0;
      const applied = behind ? 1 - left / behind : 0;
      // What is made anew counts as left until all of it is there.
      const share = Math.max(applied, Math.min(filled, ALMOST));
      progress.update(1000 * share, waiting ? 'waiting until no more events come in' : `${events(left)} left`);
    }
  } finally {
    progress.stop();
  }
}
