/** Figures over HTTP, of the newest state and of earlier ones. */
import { Client } from '../support/client.js';
import { repeated, timed, type Measurement } from '../support/measure.js';
import type { BenchServer } from '../support/server.js';

const YEAR = 'from=2023-01-01&to=2023-12-31';

const QUESTIONS = {
  'repeat-referral': [
    'repeat-referral of a year by municipality',
    `/v1/indicators/repeat-referral/values?${YEAR}&by=municipality`,
  ],
  'flow-through': ['flow-through of a year', `/v1/indicators/flow-through/values?${YEAR}`],
  'measure-success': [
    'measure-success of a year by Aalen-Johansen',
    `/v1/indicators/measure-success/values?${YEAR}&method=aalen-johansen`,
  ],
  flows: ['stock and flow of a year', `/v1/flows?${YEAR}`],
} as const;

export async function queriesAtHead(server: BenchServer, repeats: number): Promise<Measurement[]> {
  const client = new Client(server.url);
  const measurements: Measurement[] = [];
  for (const [id, [what, path]] of Object.entries(QUESTIONS)) {
    const values = await repeated(repeats, () => client.ask(path));
    measurements.push({ id: `query-${id}`, what: `${what}, newest state`, unit: 'ms', values });
  }
  client.close();
  return measurements;
}

const EARLIER = 3;

/** The same figure as of places in the past: each for the first time, then again. */
export async function queriesInThePast(server: BenchServer, events: number): Promise<Measurement[]> {
  const client = new Client(server.url);
  const [what, path] = QUESTIONS['repeat-referral'];
  const measurements: Measurement[] = [];
  const places = [
    ['half', 'half the events ago', Math.round(events / 2)],
    ['near', '1000 events ago', events - 1_000],
  ] as const;
  for (const [id, when, position] of places) {
    const [first, again]: [number[], number[]] = [[], []];
    for (let i = 0; i < EARLIER; i += 1) {
      const ask = () => client.ask(`${path}&asOf=${position - i}`);
      first.push(await timed(ask));
      again.push(await timed(ask));
    }
    measurements.push(
      { id: `as-of-${id}-first`, what: `${what}, ${when}: first time`, unit: 'ms', values: first },
      { id: `as-of-${id}-again`, what: `${what}, ${when}: second time`, unit: 'ms', values: again },
    );
  }
  client.close();
  return measurements;
}
