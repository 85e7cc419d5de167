/** The standing events as an event log: XES or OCEL 2.0. */
import { join } from 'node:path';
import { readPerson, type FactView, type ReadPerson } from '#libs/facts';
import { ocelLog, xesLog, type LogOrigin, type Trace } from '#libs/interchange';
import { writeText } from './files.js';

export interface LogOptions {
  readonly format: 'xes' | 'ocel';
  readonly trace: Trace;
  readonly origin: LogOrigin;
  /** Called with each number of persons read; an OCEL log reads them twice. */
  readonly seen: (persons: number) => void;
}

/** Writes a log to a file, a portion of persons at a time. */
export async function writeLog(view: FactView, folder: string, file: string, options: LogOptions): Promise<void> {
  const { format, trace, origin, seen } = options;
  let persons = 0;
  async function* histories(): AsyncGenerator<ReadPerson['history']> {
    for await (const portion of view.people()) {
      for (const text of portion) yield readPerson(text).history;
      seen((persons += portion.length));
    }
  }
  await writeText(join(folder, file), format === 'xes' ? xesLog(histories(), trace, origin) : ocelLog(histories));
}
