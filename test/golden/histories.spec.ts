/**
 * Small histories kept as files in `histories`: each stands on a boundary or once showed something. The oracle and the engine must both come to
 * the figures in the file. A new one: test/oracle/engine-against-oracle.spec.ts writes what it found in this form.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { engineRows, withFacts } from '../oracle/engine.js';
import { asOracleEvents } from '../oracle/history.js';
import { eventsOf, questionOf, type KeptHistory } from '../oracle/kept-history.js';
import { comparable, oracleRows } from '../oracle/oracle.js';

const FOLDER = new URL('histories/', import.meta.url);
const files = readdirSync(FOLDER).map((file): [string, KeptHistory] => [
  file,
  JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as KeptHistory,
]);

describe.each(files)('%s', (_file, history) => {
  it(history.why, async () => {
    const events = eventsOf(history);
    await withFacts(events, async (facts) => {
      for (const { rows, ...asked } of history.questions) {
        const question = questionOf(asked, events.length);
        const told = oracleRows(asked.indicator, asOracleEvents(events), question);
        const found = await engineRows(facts, asked.indicator, question, told);
        expect({ asked, rows: found }).toEqual({ asked, rows: told });
        expect({ asked, rows: told }).toMatchObject({ asked, rows: comparable(rows) });
      }
    });
  });
});
