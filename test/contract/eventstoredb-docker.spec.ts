/**
 * The contract suite on the long-term and on the newest KurrentDB, in containers that are made for it, where Docker
 * answers. `EVENTSTORE_IMAGES` names other images, with commas between them.
 */
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';
import { openKurrentEventStore } from '#libs/event-store-kurrentdb';
import { eventStoreContract } from './event-store.contract.js';
import { onServer } from './eventstoredb-server.js';

const IMAGES = process.env['EVENTSTORE_IMAGES']?.split(',').map((image) => image.trim()) ?? [
  'docker.kurrent.io/kurrent-lts/kurrentdb:lts',
  'docker.kurrent.io/kurrent-latest/kurrentdb:latest',
];

/** To load an image and to start it, in ms. */
const START_MS = 5 * 60_000;

const PORT = 2113;

const absent = await reasonWithoutDocker();

if (absent === null) {
  describe.each(IMAGES)('%s', (image) => {
    let container: StartedTestContainer;
    beforeAll(async () => {
      container = await new GenericContainer(image)
        .withCommand(['--insecure'])
        .withExposedPorts(PORT)
        .withTmpFs({ '/var/lib/kurrentdb': 'rw', '/var/log/kurrentdb': 'rw' })
        .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
        .withStartupTimeout(START_MS)
        .start();
    }, START_MS);
    afterAll(() => container?.stop());

    const url = () => `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`;
    eventStoreContract(
      'EventStoreDB, a container',
      onServer('test', (options) => openKurrentEventStore(url(), options)),
      {
        largeEventBytes: 1_000_000,
      },
    );
  });
} else {
  const reason = `SKIPPED: Docker does not answer (${absent}), so the contract suite did not run on ${IMAGES.join(' and ')}.`;
  console.warn(reason);
  describe('event store contract: EventStoreDB, containers', () => it.skip(reason, () => undefined));
}

async function reasonWithoutDocker(): Promise<string | null> {
  try {
    await getContainerRuntimeClient();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
