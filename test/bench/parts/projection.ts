/** The fact tables made anew from the whole ledger. */
import { rm } from 'node:fs/promises';
import type { Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { openFactStore } from '#libs/facts';
import { createProjectionRunner } from '#libs/projection';
import { perSecond, timed, type Measurement } from '../support/measure.js';

const LONGEST_MS = 3_600_000;

/** @param file where the facts of the last time stay. */
export async function projectAnew(
  file: string,
  store: EventStore,
  codec: Codec,
  events: number,
  repeats: number,
): Promise<Measurement> {
  const { position } = (await store.head())!;
  const times: number[] = [];
  for (let i = 0; i < repeats; i += 1) {
    await rm(file, { force: true });
    const facts = await openFactStore(file, { codec });
    const projection = createProjectionRunner({ store, facts });
    times.push(
      await timed(async () => {
        projection.start();
        if (!(await projection.waitFor(position, LONGEST_MS))) throw new Error('the projection did not get to the end');
      }),
    );
    await projection.stop();
    await facts.close();
  }
  return {
    id: 'projection',
    what: `fact tables from scratch, ${events} events`,
    unit: 'events/s',
    values: perSecond(events, times),
  };
}
