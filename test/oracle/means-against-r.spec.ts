/**
 * The interval of a mean against `t.test` of R where R is installed (r-base-core): random durations by group, from facts to row. Elsewhere it says
 * that it was skipped; libs/indicators/src/estimators/student-t.spec.ts then still has what R once gave.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { given } from '../indicators/support/facts.js';
import { record } from '../indicators/support/rows.js';
import { plusDays } from '../support/day.js';
import { seeded } from '../support/shuffle.js';

const SEED = Number(process.env['CARE_LEDGER_ORACLE_SEED'] ?? 20_240_229);
const END = '2023-06-30';
const SIZES = [1, 2, 3, 4, 7, 12, 40, 199, 200, 201, 350];

const SCRIPT = `
cases <- read.csv(file("stdin"), colClasses = c("character", "numeric"))
for (group in unique(cases$group)) {
  days <- cases$days[cases$group == group]
  interval <- if (length(days) < 2 || sd(days) == 0) c("", "") else sprintf("%.17g", t.test(days)$conf.int)
  cat(paste(group, interval[1], interval[2], sep = ","), sep = "\\n")
}`;

/** Days of care by group; the last group has the same number again and again. */
function draw(random: () => number): Record<string, number[]> {
  const groups = SIZES.map((size, i) => [`P${i}`, Array.from({ length: size }, () => Math.floor(random() * 900))]);
  return Object.fromEntries([...groups, ['same', [30, 30, 30]]]) as Record<string, number[]>;
}

function askR(groups: Record<string, number[]>): string[][] {
  const lines = Object.entries(groups).flatMap(([group, all]) => all.map((days) => `${group},${days}`));
  const input = ['group,days', ...lines].join('\n');
  const { status, stdout, stderr } = spawnSync('Rscript', ['-e', SCRIPT], { encoding: 'utf8', input });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

describe('the interval of a mean against R', () => {
  if (spawnSync('Rscript', ['--version']).error) {
    it('is skipped', () => console.warn('SKIPPED: Rscript is not installed, so means were not compared with R.'));
    return;
  }
  it('is that of t.test, in every group', async () => {
    const groups = draw(seeded(SEED));
    const asking = await given({
      record: Object.entries(groups).flatMap(([provider, all]) =>
        all.map((days, i) => record(`${provider}-${i}`, `${provider}-${i}`, plusDays(END, -days), END, { provider })),
      ),
    });
    const rows = await asking.rows('throughput-time', { from: END, to: END, by: 'provider' });
    const found = Object.fromEntries(
      rows.map(({ group, interval }) => [group.provider, interval && [interval.lower, interval.upper]]),
    );
    const told = askR(groups).map(([group, lower, upper]) => [
      group,
      lower === '' ? null : [Number(lower), Number(upper)].map((bound) => expect.closeTo(bound, 8)),
    ]);
    expect(found).toEqual(Object.fromEntries(told));
  });
});
