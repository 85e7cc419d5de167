import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';
import { openUpload } from '../support/upload.js';
import { Case } from '../support/case.js';

const EVENTS = 200_000;
const EVENTS_PER_CASE = 4;
const MUNICIPALITIES = 200;
const MEGABYTE = 1024 * 1024;
/**
 * What the whole upload may add to the memory of the server, and its second half to that of the first. The facts wait until
 * it is over, or are made anew beside it where it takes more than a minute, and the collector takes its time; holding the events themselves, or a leak of two
 * kilobytes an event, would show.
 */
const [GROWTH, GROWTH_OF_SECOND_HALF] = [1_000 * MEGABYTE, 300 * MEGABYTE];

/** Trajectories of some municipalities, made one by one: the file is never in memory as a whole. */
function* lines(): Generator<string> {
  for (let index = 0; index < EVENTS / EVENTS_PER_CASE; index++) {
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

const describeOnLinux = existsSync('/proc/self/status') ? describe : describe['skip'];

describeOnLinux('an upload of 200,000 events in one request', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess;

  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await startServerProcess(folder.path);
  });
  afterAll(async () => {
    await server.end('SIGKILL');
    await folder.remove();
  });

  it('is recorded whole, answered line by line, in flat memory', async () => {
    const upload = openUpload(server.client.url);
    const writing = (async () => {
      for (const line of lines()) await upload.write(line);
      upload.end();
    })();
    const before = server.residentMemory();
    let [answered, recorded, peakOfFirstHalf, peak, last] = [0, 0, before, before, ''];
    for (let result = await upload.next(); result !== undefined; result = await upload.next()) {
      answered++;
      if (result.status === 'recorded') recorded++;
      if (result.line !== answered) throw new Error(`line ${result.line} answered in the place of ${answered}`);
      if (answered % 2000 === 0) {
        peak = Math.max(peak, server.residentMemory());
        if (answered <= EVENTS / 2) peakOfFirstHalf = peak;
      }
      last = result.position ?? last;
    }
    await writing;
    expect([answered, recorded]).toEqual([EVENTS, EVENTS]);
    const byMunicipality = '/v1/indicators/repeat-referral/values?from=2023-01-01&to=2023-12-31&by=municipality';
    const { rows } = await server.client.ask(byMunicipality, last);
    const each = EVENTS / EVENTS_PER_CASE / MUNICIPALITIES;
    expect(rows.map(({ denominator }: { denominator: number }) => denominator)).toEqual(
      Array(MUNICIPALITIES).fill(each),
    );
    expect((peak - before) / MEGABYTE).toBeLessThan(GROWTH / MEGABYTE);
    expect((peak - peakOfFirstHalf) / MEGABYTE).toBeLessThan(GROWTH_OF_SECOND_HALF / MEGABYTE);
    process.stdout.write(
      `large stream: ${Math.round(before / MEGABYTE)} MB before, at most ${Math.round(peakOfFirstHalf / MEGABYTE)} in the ` +
        `first half, ${Math.round(peak / MEGABYTE)} in all; last position ${last}\n`,
    );
  }, 600_000);
});
