/** Makes a history in which engine and oracle differ as small as it gets, and keeps it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedCareEvent } from '#libs/trajectory';
import type { Question } from './case.js';
import { engineRows, withFacts } from './engine.js';
import { asOracleEvents } from './history.js';
import { toKept } from './kept-history.js';
import { oracleRows } from './oracle.js';
import { accepted } from './small-ledger.js';

/** Writes the smallest history found, with the oracle's rows, to a file of the folder; gives the file's name. */
export async function keepSmallest(
  folder: string,
  events: readonly RecordedCareEvent[],
  id: string,
  question: Question,
): Promise<string> {
  const known = events.filter((event) => Number(event.position) <= question.asOf);
  const smallest = await shrink(known, (some) => differs(some, id, { ...question, asOf: some.length }));
  const asked = { ...question, asOf: smallest.length };
  const kept = toKept(smallest, id, asked, oracleRows(id, asOracleEvents(smallest), asked));
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${id}-${smallest.length}-events.json`);
  await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`);
  return file;
}

async function differs(events: readonly RecordedCareEvent[], id: string, question: Question): Promise<boolean> {
  const told = oracleRows(id, asOracleEvents(events), question);
  const found = await withFacts(events, (facts) => engineRows(facts, id, question, told));
  return JSON.stringify(found) !== JSON.stringify(told);
}

/** Leaves out ever smaller parts while what is left still differs; if even the first does not, it stays whole. */
async function shrink(
  events: readonly RecordedCareEvent[],
  holds: (some: RecordedCareEvent[]) => Promise<boolean>,
): Promise<RecordedCareEvent[]> {
  let kept = [...events];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length;) {
      const fewer = accepted([...kept.slice(0, at), ...kept.slice(at + size)]);
      if (fewer.length > 0 && (await holds(fewer))) kept = fewer;
      else at += size;
    }
  }
  return kept;
}
