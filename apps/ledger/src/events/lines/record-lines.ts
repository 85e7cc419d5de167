/** Events one per line (NDJSON): any number, in bounded memory. */
import type { Problem } from '#libs/http';
import type { Writer } from '../../scope/writer.js';
import { isEventId } from '../data/envelope-rules.js';
import { isObject } from '../data/rules.js';
import { Unreadable, type Outcome } from '../recording/outcome.js';
import { readJson } from '../recording/read-json.js';
import type { RecordingService } from '../recording/recording.service.js';
import { gatherLines } from './gather-lines.js';
import { sideBySide } from './side-by-side.js';
import { splitLines, type Line } from './split-lines.js';

/** What became of one line. */
export interface LineResult {
  /** From 1; every line has a result, an empty one is refused. */
  readonly line: number;
  /** The event's id, where it could be read. */
  readonly id: string | null;
  readonly status: Outcome['status'];
  readonly position?: string;
  readonly revision?: number;
  readonly leafHash?: string;
  readonly problem?: Problem;
}

/** Longest line in bytes. */
export const LINE_BYTES = 256 * 1024;

/** Lines that are sent to be recorded in one go. */
const GROUP = { lines: 1_000, bytes: 1024 * 1024 };

/** Groups that may be under way: as many as one commit takes, and as many to be decided meanwhile. */
const UNDER_WAY = 4;

/**
 * Records a stream of lines in order. Each batch of results is given as soon as its events are on disk; no more than
 * a few batches of lines are read before the results of those before it were taken. When the input breaks off, an unfinished last line is left out and
 * the error is passed on.
 * @param writer who sends them; null where there are no limits
 */
export async function* recordLines(
  recording: RecordingService,
  input: AsyncIterable<Uint8Array>,
  writer: Writer | null = null,
): AsyncGenerator<readonly LineResult[]> {
  const groups = gatherLines(splitLines(input, LINE_BYTES), GROUP);
  // Whether a writer with limits may send an event is told by what is recorded: so one group after the other.
  yield* sideBySide(groups, writer ? 1 : UNDER_WAY, (lines) => recordGroup(recording, lines, writer));
}

async function recordGroup(
  recording: RecordingService,
  lines: readonly Line[],
  writer: Writer | null,
): Promise<LineResult[]> {
  const values = lines.map(({ content }) => (content instanceof Unreadable ? content : readJson(content)));
  const submissions = values.map((raw) => ({ raw, writer }));
  const outcomes = await recording.record(submissions, true);
  return outcomes.map((outcome, i) => resultOf(lines[i]!.number, values[i], outcome));
}

function resultOf(line: number, raw: unknown, outcome: Outcome): LineResult {
  const id = isObject(raw) && isEventId(raw['id']) ? raw['id'] : null;
  const { status } = outcome;
  if (outcome.status === 'rejected') return { line, id, status, problem: outcome.problem };
  const { position, revision, leafHash } = outcome.receipt;
  return { line, id, status, position, revision, leafHash };
}
