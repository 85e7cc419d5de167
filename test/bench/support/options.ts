/** What was asked on the command line. */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What can be measured by itself, in the order in which it is: what takes longest comes last. */
export const PART_NAMES = ['ingest', 'singles', 'rebuild', 'freshness', 'replay', 'scale', 'queries'] as const;

export type PartName = (typeof PART_NAMES)[number];

export interface BenchOptions {
  readonly parts: readonly PartName[];
  /** Sizes of ledgers, in events, about; the smallest first. */
  readonly events: readonly number[];
  /** Sizes of facts that figures are asked of, in trajectories. */
  readonly trajectories: readonly number[];
  /** Times that what is not slow is measured. */
  readonly rounds: number;
  /** Events that peers are given in one round. */
  readonly peerEvents: number;
  /** Events sent one by one in one round; a tenth of them to the peer. */
  readonly singles: number;
  /** After so many minutes no further part begins. */
  readonly minutes: number;
  /** Where the peers are or are to be installed; null = they are not measured. */
  readonly peers: string | null;
  /** Where events that were made are kept for the next run. */
  readonly cache: string;
  /** Whether the tables go into docs/benchmarks.md. */
  readonly write: boolean;
  /** Whether it was asked how it is used, and no more. */
  readonly help: boolean;
}

/** How the program is used. */
export const USAGE = `Usage: npm run bench -- [options]
  --only <parts>         ${PART_NAMES.join(',')}; default all
  --events <sizes>       events in the ledgers, such as 100000,1000000 (the default)
  --trajectories <sizes> trajectories that figures are asked of; default 1000000,5000000
  --rounds <number>      default 3
  --minutes <number>     no further part begins after so many; default 120
  --peers <folder>       measure the peers too; they are installed there with npm when they are not yet
  --cache <folder>       keeps the events that were made; default in the system's temporary folder
  --quick                20,000 events and trajectories, 2 rounds: to see that it works
  --write                put the tables into docs/benchmarks.md, where parts that were not measured keep theirs; a run of all
                         parts without --quick does so anyway`;

const OPTIONS = {
  only: { type: 'string' },
  events: { type: 'string' },
  trajectories: { type: 'string' },
  rounds: { type: 'string' },
  minutes: { type: 'string' },
  peers: { type: 'string' },
  cache: { type: 'string' },
  quick: { type: 'boolean' },
  write: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** @throws Error with how it is used. */
export function benchOptions(args: readonly string[]): BenchOptions {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const quick = values.quick ?? false;
    return {
      parts: partsOf(values.only),
      events: sizes('--events', values.events ?? (quick ? '20000' : '100000,1000000'), 10_000),
      trajectories: sizes('--trajectories', values.trajectories ?? (quick ? '20000' : '1000000,5000000'), 10_000),
      rounds: sizes('--rounds', values.rounds ?? (quick ? '2' : '3'), 1)[0]!,
      minutes: sizes('--minutes', values.minutes ?? '120', 1)[0]!,
      peerEvents: quick ? 4_000 : 20_000,
      singles: quick ? 2_000 : 10_000,
      peers: values.peers === undefined ? null : resolve(values.peers),
      cache: resolve(values.cache ?? join(tmpdir(), 'care-ledger-bench-events')),
      write: values.write ?? (!quick && values.only === undefined),
      help: values.help ?? false,
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function partsOf(text?: string): PartName[] {
  if (text === undefined) return [...PART_NAMES];
  const asked = text.split(',');
  const unknown = asked.find((name) => !(PART_NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`--only: there is no part ${unknown}`);
  return PART_NAMES.filter((name) => asked.includes(name));
}

function sizes(option: string, text: string, least: number): number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < least))
    throw new Error(`${option} takes whole numbers from ${least}`);
  return numbers.sort((a, b) => a - b);
}
