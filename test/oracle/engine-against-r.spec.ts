/**
 * The engine against R where R is installed with survival and cmprsk (on Debian and Ubuntu: r-base-core, r-cran-survival, r-cran-cmprsk): random
 * cases with events, competing events and ends of observation, by group, from facts to curve. Elsewhere it says that it was skipped;
 * libs/indicators/fixtures then still has what R once gave. CARE_LEDGER_ORACLE_SEED draws other cases.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { CurveRow } from '#libs/indicators';
import { given } from '../indicators/support/facts.js';
import { person, record } from '../indicators/support/rows.js';
import { plusDays } from '../support/day.js';
import { seeded } from '../support/shuffle.js';

const SEED = Number(process.env['CARE_LEDGER_ORACLE_SEED'] ?? 20_240_229);
const INDEX = '2020-01-01';
const LAST_DAY = 900;
const NEVER = Number.POSITIVE_INFINITY;

/** Why R cannot be asked; null when it can. */
function lacking(): string | null {
  const { error, status, stderr } = spawnSync('Rscript', ['-e', 'library(survival); library(cmprsk)'], {
    encoding: 'utf8',
  });
  if (error) return 'Rscript is not installed';
  return status === 0 ? null : `R lacks a package: ${stderr.split('\n').find((line) => line.startsWith('Error'))}`;
}

/** Days from the index on which something happens to a case. */
interface Drawn {
  readonly event: number;
  readonly competing: number;
  readonly left: number;
}

/** Groups of cases of many kinds: few and many, with hardly any ties and with little else, without one kind or the other. */
function drawGroups(random: () => number): Record<string, Drawn[]> {
  const groups: Record<string, Drawn[]> = {};
  for (const days of [3, 12, 90, 1200]) {
    for (const [event, competing, left] of [
      [0.5, 0.3, 0.3],
      [0.9, 0, 0],
      [0.1, 0.6, 0.2],
      [0.3, 0, 0.7],
      [0, 0.5, 0.5],
    ] as const) {
      const on = (chance: number, least: number) => (random() < chance ? least + Math.floor(random() * days) : NEVER);
      const cases = Array.from({ length: 1 + Math.floor(random() * 60) }, () => ({
        event: on(event, 1),
        competing: on(competing, 1),
        left: on(left, 0),
      }));
      groups[`P${Object.keys(groups).length}`] = cases;
    }
  }
  return groups;
}

/** How a case ends: an event before a competing event before censoring. */
function endOf({ event, competing, left }: Drawn): { time: number; cause: number } {
  const time = Math.min(event, competing, left, LAST_DAY);
  return { time, cause: time === event ? 1 : time === competing ? 2 : 0 };
}

async function curvesOf(groups: Record<string, Drawn[]>, method: string): Promise<CurveRow[]> {
  const day = (after: number) => plusDays(INDEX, after);
  const all = Object.entries(groups).flatMap(([provider, cases]) =>
    cases.map((one, i) => ({ ...one, provider, id: `${provider}-${i}` })),
  );
  const known = (what: 'event' | 'competing' | 'left') => all.filter((one) => one[what] !== NEVER);
  const asking = await given({
    person: all.map(({ id, competing }) => person(id, competing === NEVER ? {} : { deceasedOn: day(competing) })),
    observationGap: known('left').map(({ id, left }) => ({ person: id, leftOn: day(left), returnedOn: null })),
    record: [
      ...all.map(({ id, provider }) => record(id, `${id}-a`, '2019-01-01', INDEX, { provider })),
      ...known('event').map(({ id, event }) => record(id, `${id}-b`, day(event), null, { provider: 'later' })),
    ],
  });
  const window = { from: INDEX, to: INDEX, observedUntil: day(LAST_DAY), by: 'provider' };
  return asking.curve('repeat-referral', { ...window, method, level: 'record', minGapDays: '0' });
}

function askR(groups: Record<string, Drawn[]>): string[][] {
  const rows = Object.entries(groups).flatMap(([group, cases]) =>
    cases.map(endOf).map(({ time, cause }) => `${group},${time},${cause}`),
  );
  const script = fileURLToPath(new URL('estimates.R', import.meta.url));
  const input = ['group,time,cause', ...rows].join('\n');
  const { status, stdout, stderr } = spawnSync('Rscript', [script], { encoding: 'utf8', input });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

/** Nine decimals, as indicators.md asks of the estimators; without an interval where the estimate is 0 or 1. */
function shown(value: number, lower: number, upper: number): (number | null)[] {
  const short = (number: number) => Number(number.toFixed(9)) || 0;
  return short(value) === 0 || short(value) === 1
    ? [short(value), null, null]
    : [value, lower, upper].map((one) => short(one));
}

describe('the engine against R', () => {
  const reason = lacking();
  if (reason !== null) {
    it('is skipped', () => console.warn(`SKIPPED: ${reason}, so the estimators were not compared with R.`));
    return;
  }
  const groups = drawGroups(seeded(SEED));
  const fromR = askR(groups);

  it.each([
    ['kaplan-meier', 2],
    ['aalen-johansen', 5],
  ])('%s with its interval, every day of every group', async (method, column) => {
    const curves = await curvesOf(groups, method);
    const found = curves.flatMap(({ group, points }) =>
      points.map(({ day, value, interval }) => [
        `${group.provider} day ${day}`,
        ...shown(value, interval?.lower ?? 0, interval?.upper ?? 0),
      ]),
    );
    const told = fromR.map((cells) => {
      const [value, lower, upper] = cells.slice(column, column + 3).map(Number) as [number, number, number];
      return [`${cells[0]} day ${cells[1]}`, ...shown(value, lower, upper)];
    });
    expect(found.length).toBeGreaterThan(100);
    expect(found.sort()).toEqual(told.sort());
  });
});
