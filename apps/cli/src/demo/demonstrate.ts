/** What `serve --demo` adds to a server: a simulated region in an empty ledger, and its headline figures. */
import { NOORD_VELUWE } from '#libs/simulation';
import { addDays, dayInAmsterdam } from '#libs/trajectory';
import { askServer } from '../insights/ask-server.js';
import { catchUp } from '../insights/catch-up.js';
import { count, seconds } from '../output/numbers.js';
import { events, startProgress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import type { RunningServer } from '../server/start-server.js';
import { headline } from './headline.js';
import { loadRegion } from './load-region.js';

/** Years of history before this one: for figures that look back five years, forward two, and some to settle. */
const YEARS = 9;

export interface DemonstrationOptions {
  readonly clients: number;
  readonly terminal: Terminal;
  readonly now?: () => Date;
}

/** Fills an empty ledger, waits for the figures, and prints them. A ledger that holds events is left as it is. */
export async function demonstrate(server: RunningServer, options: DemonstrationOptions): Promise<void> {
  const { clients, terminal, now = () => new Date() } = options;
  const { head } = await server.projection.status();
  if (head === null) await load(server, clients, terminal, now());
  else terminal.out('The ledger holds events already: nothing is loaded.');
  await catchUp(server.projection, startProgress({ label: 'Computing the figures', total: 1000 }));
  terminal.out('\nEach over the last calendar year whose follow-up has passed:\n');
  terminal.out(await headline(askServer(server.url)));
}

async function load(server: RunningServer, clients: number, terminal: Terminal, now: Date): Promise<void> {
  const to = addDays(dayInAmsterdam(now), -1);
  const from = `${Number(to.slice(0, 4)) - YEARS}-01-01`;
  const began = Date.now();
  const counts = await loadRegion(server.url, { region: NOORD_VELUWE, clients, from, to, seed: 'demonstration' });
  terminal.out(
    `Loaded ${NOORD_VELUWE.name}, ${from} to ${to}: ${count(clients)} simulated clients, ${events(counts.recorded)} ` +
      `(${count(counts.duplicate)} came twice, ${count(counts.rejected)} were refused) in ${seconds(Date.now() - began)}. ` +
      'All clients and providers are invented; the chances are those of published figures.',
  );
}
