import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { startServerProcess, startServiceProcess, type ServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';
import { openUpload } from '../support/upload.js';
import { Case } from '../support/case.js';

const EVENTS_PER_CASE = 4;
const MUNICIPALITIES = 200;
const MEGABYTE = 1024 * 1024;

/**
 * What an upload may add to the memory of the ledger service, in megabytes, and its second half to that of the first, in
 * which caches come to their size. Holding the events themselves, or a leak of three kilobytes an event, would show.
 */
const LEDGER = { events: 200_000, growth: 800, growthOfSecondHalf: 250 };

/**
 * What the server with all services may take until the figures know the last event, in megabytes: no more than all facts
 * made anew may by themselves. They are made while the upload lasts where the machine is slow and after it where it is
 * fast, so that its halves cannot be compared.
 */
const ALL_SERVICES = { events: 100_000, memory: 1_536 };

/** Trajectories of some municipalities, made one by one: the file is never in memory as a whole. */
function* lines(count: number): Generator<string> {
  for (let index = 0; index < count / EVENTS_PER_CASE; index++) {
    const one = new Case(`big${index}`);
    const municipality = `GM${1000 + (index % MUNICIPALITIES)}`;
    const events = [
      one.intake('2023-01-10', { municipality }),
      one.started('2023-02-01'),
      one.plan('2023-02-10'),
      one.ended('2023-06-28'),
    ];
    yield* events.map((event) => JSON.stringify(event));
  }
}

/** Uploads so many events in one request and checks each answer; gives the last position and the memory meanwhile, in megabytes. */
async function uploadTo(server: ServerProcess, count: number) {
  const memory = () => server.residentMemory() / MEGABYTE;
  const upload = openUpload(server.client.url);
  const writing = (async () => {
    for (const line of lines(count)) await upload.write(line);
    upload.end();
  })();
  const before = memory();
  let [answered, recorded, peakOfFirstHalf, peak, last] = [0, 0, before, before, ''];
  for (let result = await upload.next(); result !== undefined; result = await upload.next()) {
    answered++;
    if (result.status === 'recorded') recorded++;
    if (result.line !== answered) throw new Error(`line ${result.line} answered in the place of ${answered}`);
    if (answered % 1000 === 0) {
      peak = Math.max(peak, memory());
      if (answered <= count / 2) peakOfFirstHalf = peak;
    }
    last = result.position ?? last;
  }
  await writing;
  expect([answered, recorded]).toEqual([count, count]);
  return { before, peakOfFirstHalf, peak, last };
}

const describeOnLinux = existsSync('/proc/self/status') ? describe : describe['skip'];

describeOnLinux('a large upload in one request', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess | undefined;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await server?.end('SIGKILL');
    await folder.remove();
  });

  it('is recorded whole by the ledger service, answered line by line, in flat memory', async () => {
    const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
    server = await startServiceProcess('ledger', {
      CARE_LEDGER_DATA: folder.path,
      CARE_LEDGER_MASTER_KEY: secret(9),
      CARE_LEDGER_PSEUDONYM_KEY: secret(7),
    });
    const { before, peakOfFirstHalf, peak } = await uploadTo(server, LEDGER.events);
    process.stdout.write(
      `ledger service: ${Math.round(before)} MB before, at most ${Math.round(peakOfFirstHalf)} in the first half, ${Math.round(peak)} in all\n`,
    );
    expect(peak - before).toBeLessThan(LEDGER.growth);
    expect(peak - peakOfFirstHalf).toBeLessThan(LEDGER.growthOfSecondHalf);
  }, 600_000);

  it('is in the figures afterwards, in bounded memory', async () => {
    server = await startServerProcess(folder.path);
    const { before, peak: peakOfUpload, last } = await uploadTo(server, ALL_SERVICES.events);
    let peak = peakOfUpload;
    const running = server;
    const watch = setInterval(() => (peak = Math.max(peak, running.residentMemory() / MEGABYTE)), 100);
    const byMunicipality = '/v1/indicators/repeat-referral/values?from=2023-01-01&to=2023-12-31&by=municipality';
    const { rows } = await server.client.ask(byMunicipality, last).finally(() => clearInterval(watch));
    process.stdout.write(
      `all services: ${Math.round(before)} MB before, at most ${Math.round(peakOfUpload)} to the last receipt, ${Math.round(peak)} until the figures know it\n`,
    );
    const each = ALL_SERVICES.events / EVENTS_PER_CASE / MUNICIPALITIES;
    expect(rows.map(({ denominator }: { denominator: number }) => denominator)).toEqual(
      Array(MUNICIPALITIES).fill(each),
    );
    expect(peak).toBeLessThan(ALL_SERVICES.memory);
  }, 600_000);
});
