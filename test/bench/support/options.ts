/** What was asked on the command line. */
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Events in the ledger, about. */
  readonly events: number;
  /** Times that a repeated measurement is taken. */
  readonly repeats: number;
  /** Events sent one by one. */
  readonly singles: number;
  /** Events whose way into a figure is timed. */
  readonly fresh: number;
}

const USAGE = `Usage: npm run bench -- [--events <number>] [--quick]
  --events  events in the ledger, about (default 200000, with --quick 20000)
  --quick   fewer repeats, to see that it works: the figures are rougher`;

/** @throws Error with how it is used. */
export function benchOptions(args: readonly string[]): BenchOptions {
  let values: { events?: string; quick?: boolean };
  try {
    ({ values } = parseArgs({ args: [...args], options: { events: { type: 'string' }, quick: { type: 'boolean' } } }));
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
  const quick = values.quick ?? false;
  const events = Number(values.events ?? (quick ? 20_000 : 200_000));
  if (!Number.isInteger(events) || events < 5_000) throw new Error(`--events is a number from 5000\n${USAGE}`);
  return quick ? { events, repeats: 3, singles: 500, fresh: 20 } : { events, repeats: 7, singles: 4_000, fresh: 50 };
}
