import type { LeafRun, Position } from '#libs/event-store';
import type { PackedResults } from './thread/packed-results.js';

/** Most calls whose leaf hashes are held: some 90 KB each. */
const MOST_CALLS = 10;

/** Of each event in packed results: revision, position, and which of the instants. */
const EACH = 3;

/** Leaf hashes that the thread made of the last events it committed, until somebody asks for those after them. */
export class RecentLeaves {
  private readonly runs: Held[] = [];
  /** Position of the last event that there were any of. */
  private last = 0;
  /** Ends with the last call; never fails. */
  private underWay: Promise<void> = Promise.resolve();

  /** Takes those of a call once it has ended, where its events stand one after the other. */
  expect(call: Promise<PackedResults>): void {
    this.underWay = call.then(
      (results) => this.add(results),
      () => undefined,
    );
  }

  /**
   * The run that has the first event after a position; those before it are let go of. Where that event may be one of a call that
   * is under way, its end is waited for: others may read it before it is told here.
   */
  async after(position: Position): Promise<LeafRun | null> {
    const next = Number(position) + 1;
    if (next > this.last) await this.underWay;
    while (this.runs.length > 0 && this.runs[0]!.last < next) this.runs.shift();
    const [run] = this.runs;
    return run && run.first <= next ? run : null;
  }

  private add(results: PackedResults): void {
    const run = runOf(results);
    if (run === null) return;
    this.last = run.last;
    this.runs.push(run);
    if (this.runs.length > MOST_CALLS) this.runs.shift();
  }
}

interface Held extends LeafRun {
  /** Position of the last. */
  readonly last: number;
}

/** Null where there are no hashes, or events of others or of former calls are among or between them. */
function runOf({ leaves, numbers, instants, repeated }: PackedResults): Held | null {
  const count = numbers.length / EACH;
  if (leaves === null || count === 0 || repeated.length > 0) return null;
  const first = numbers[1]!;
  const counts = new Array<number>(instants.length).fill(0);
  for (let i = 0; i < count; i += 1) {
    if (numbers[EACH * i + 1] !== first + i) return null;
    counts[numbers[EACH * i + 2]!]! += 1;
  }
  return {
    first,
    last: first + count - 1,
    hashes: leaves,
    instants: instants.map((instant, i) => [instant, counts[i]!] as const),
  };
}
