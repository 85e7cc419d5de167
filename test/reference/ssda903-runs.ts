/** Runs of rows under one kind of legal status, told as protection measures or probations and corrected by later files. */
import type { Sender, SentEvent } from '../support/events.js';
import type { ChildData, Episode } from './ssda903-rows.js';

/** How a kind of run is told. */
export interface RunKind {
  readonly letter: string;
  readonly statuses: readonly string[];
  readonly opens: string;
  readonly ends: string;
  /** Fields of the opening event beside those of the child. */
  readonly opening: Readonly<Record<string, unknown>>;
  /** Fields of the ending event, by REC of the row that ends last. */
  ending(reason: string): Record<string, unknown>;
}

const MEASURE_END: Record<string, string> = { E2: '06', E11: '05', E12: '05', X1: '02' };

export const MEASURES: RunKind = {
  letter: 'M',
  statuses: ['C1', 'C2', 'D1', 'E1', 'L1', 'L2', 'L3'],
  opens: 'protection-measure-imposed',
  ends: 'protection-measure-ended',
  opening: { measureType: '11', institution: 'GI-903' },
  ending: (reason) => ({ endReason: MEASURE_END[reason] ?? '04' }),
};

export const PROBATIONS: RunKind = {
  letter: 'O',
  statuses: ['J1', 'J2', 'J3'],
  opens: 'probation-started',
  ends: 'probation-ended',
  opening: { probationType: '41', institution: 'GI-903' },
  ending: (reason) => ({
    riskChange: reason === 'X1' ? '42' : reason === 'E9' ? '43' : '41',
    careAfter: reason === 'X1' ? '52' : '51',
  }),
};

interface Run {
  from: string;
  /** Empty while a row is open. */
  until: string;
  reason: string;
  /** First days of its rows, which name them within a child. */
  rows: string[];
}

/** What has been sent of a run. */
interface Told {
  readonly opening: SentEvent;
  openedOn: string;
  end: SentEvent | undefined;
  ended: Record<string, unknown>;
  rows: readonly string[];
}

function runsOf(episodes: readonly Episode[]): Run[] {
  const runs: Run[] = [];
  for (const { from, until, reason } of episodes) {
    const last = runs.at(-1);
    if (last === undefined || (last.until !== '' && from > last.until)) {
      runs.push({ from, until, reason, rows: [from] });
      continue;
    }
    last.rows.push(from);
    if (last.until !== '' && (until === '' || until >= last.until)) Object.assign(last, { until, reason });
  }
  return runs;
}

/** Tells each run of a child once and, when a later file changes it, corrects what was told. */
export class RunReporter {
  private readonly told = new Map<string, Told[]>();

  constructor(
    private readonly sender: Sender,
    private readonly kind: RunKind,
  ) {}

  /** Events that bring what was told of a child in line with all its rows known now. */
  report(child: string, all: readonly Episode[], data: ChildData, foundOn: string): SentEvent[] {
    const runs = runsOf(all.filter(({ legalStatus }) => this.kind.statuses.includes(legalStatus)));
    const before = this.told.get(child) ?? [];
    const after: Told[] = [];
    const events = runs.flatMap((run) => {
      const parts = before.filter((told) => told.rows.some((row) => run.rows.includes(row)));
      if (parts.some((told) => after.includes(told))) throw new Error(`ssda903: a run of child ${child} was split`);
      const [first, ...others] = parts;
      if (first === undefined) return this.tell(child, run, data, after);
      after.push(first);
      return [...others.flatMap((told) => this.withdraw(told, foundOn)), ...this.adjust(first, run, foundOn)];
    });
    this.told.set(child, after);
    return events;
  }

  private tell(child: string, run: Run, data: ChildData, after: Told[]): SentEvent[] {
    const subject = `ssda903-${this.kind.letter}${child}-${run.from.replaceAll('-', '')}`;
    const opening = this.sender.event(this.kind.opens, subject, run.from, { ...data, ...this.kind.opening });
    const told: Told = { opening, openedOn: run.from, end: undefined, ended: {}, rows: run.rows };
    after.push(told);
    return [opening, ...this.end(told, run)];
  }

  private end(told: Told, run: Run): SentEvent[] {
    if (run.until === '') return [];
    told.ended = { effectiveOn: run.until, ...this.kind.ending(run.reason) };
    told.end = this.sender.event(this.kind.ends, told.opening.subject!, run.until, told.ended);
    return [told.end];
  }

  private adjust(told: Told, run: Run, foundOn: string): SentEvent[] {
    told.rows = run.rows;
    const events: SentEvent[] = [];
    if (told.openedOn !== run.from) {
      told.openedOn = run.from;
      const data = { ...told.opening.data, effectiveOn: run.from };
      events.push(this.sender.correction(told.opening, foundOn, data, 'late-information'));
    }
    if (told.end === undefined) return [...events, ...this.end(told, run)];
    if (run.until === '') {
      events.push(this.sender.retraction(told.end, foundOn, 'late-information'));
      told.end = undefined;
      return events;
    }
    const ended = { effectiveOn: run.until, ...this.kind.ending(run.reason) };
    if (JSON.stringify(ended) !== JSON.stringify(told.ended)) {
      told.ended = ended;
      events.push(this.sender.correction(told.end, foundOn, ended, 'late-information'));
    }
    return events;
  }

  private withdraw(told: Told, foundOn: string): SentEvent[] {
    return [...(told.end ? [told.end] : []), told.opening].map((event) =>
      this.sender.retraction(event, foundOn, 'late-information'),
    );
  }
}
