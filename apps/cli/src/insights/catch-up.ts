/** Waits until the figures have seen the whole ledger. */
import { shareSeen, type ProjectionRunner, type ProjectionStatus } from '#libs/projection';
import { CommandError } from '../errors.js';
import { events, type Progress } from '../output/progress.js';

/** How long to wait before looking again, in ms. */
const LOOK_EVERY = 250;

/**
 * Waits for the newest event of this moment; `progress` counts per mille of the ledger.
 * @throws CommandError when the projection fails.
 */
export async function catchUp(
  projection: Pick<ProjectionRunner, 'status' | 'waitFor'>,
  progress: Progress,
): Promise<void> {
  try {
    const { head } = await projection.status();
    if (head === null) return;
    while (!(await projection.waitFor(head.position, LOOK_EVERY))) {
      const status = await projection.status();
      if (status.state === 'failed')
        throw new CommandError(`The figures cannot be brought up to date: ${status.error ?? 'unknown'}.`);
      progress.update(1000 * (shareSeen(status) ?? 0), noteOf(status));
    }
  } finally {
    progress.stop();
  }
}

function noteOf({ waiting, lagEvents }: ProjectionStatus): string {
  if (waiting) return 'waiting until no more events come in';
  return lagEvents === null ? '' : `${events(lagEvents)} left`;
}
