/** A figure from SQL over the fact tables, beside the same figure from a loop over all events. */
import { kindOfStream, type Codec } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import { foldPerson, openFactStore, type FactStore, type PersonHistory } from '#libs/facts';
import { answer, BUILT_IN, parseQuestion, settle } from '#libs/indicators';
import { ERASED } from '#libs/privacy';
import { addDays, addYears } from '#libs/trajectory';
import { inTurns, type Measurement } from '../support/measure.js';
import { personHistories } from '../support/person-events.js';

const WINDOW = { from: '2023-01-01', to: '2023-12-31' };

/** Started records, and those of persons who had an earlier one. */
type Counts = Record<string, { numerator: number; denominator: number }>;

/**
 * The events are decoded and sorted by person beforehand, which is to the loop's advantage.
 * @throws Error when the two do not count the same.
 */
export async function queryBesideLoop(
  factsFile: string,
  codec: Codec,
  events: readonly StoredEvent[],
  repeats: number,
): Promise<Measurement> {
  const facts = await openFactStore(factsFile, { codec });
  const placed = events.flatMap((stored) => {
    const event = codec.decode(stored);
    return event !== null && event !== ERASED ? [{ kind: kindOfStream(stored.stream)!, event }] : [];
  });
  const histories = personHistories(placed);
  const byLoop = countRepeatStarts(histories);
  const bySql = await askRepeatStarts(facts);
  if (sorted(byLoop) !== sorted(bySql)) throw new Error('the loop and the query disagree');
  const { own, peer } = await inTurns(
    repeats,
    () => askRepeatStarts(facts),
    () => countRepeatStarts(histories),
  );
  await facts.close();
  return {
    id: 'query-beside-loop',
    what: 'repeat-start of a year by care form, without HTTP',
    unit: 'ms',
    values: own,
    peer: { name: 'loop over all events in memory', unit: 'ms', values: peer },
  };
}

async function askRepeatStarts(facts: FactStore): Promise<Counts> {
  const definition = BUILT_IN.find(({ id }) => id === 'repeat-start')!;
  const parsed = parseQuestion(definition, { ...WINDOW, by: 'careForm' }, 'values');
  if (!parsed.question) throw new Error(JSON.stringify(parsed.errors));
  const question = settle(parsed.question, '2025-12-31');
  const rows = (await facts.withView(undefined, (view) => answer(view, definition, question))) as {
    group: { careForm?: string };
    numerator: number;
    denominator: number;
  }[];
  return Object.fromEntries(
    rows.map(({ group, numerator, denominator }) => [group.careForm, { numerator, denominator }]),
  );
}

/** The definition in a loop: every person is folded, as there are no tables. */
function countRepeatStarts(histories: readonly PersonHistory[]): Counts {
  const counts: Counts = {};
  for (const history of histories) {
    const records = foldPerson(history).record;
    for (const { startOn, careForm } of records) {
      if (startOn < WINDOW.from || startOn > WINDOW.to) continue;
      const [first, last] = [addYears(startOn, -5), addDays(startOn, -2)];
      const earlier = records.some(({ endOn }) => endOn !== null && endOn >= first && endOn <= last);
      const count = (counts[careForm] ??= { numerator: 0, denominator: 0 });
      count.denominator += 1;
      if (earlier) count.numerator += 1;
    }
  }
  return counts;
}

const sorted = (counts: Counts): string => JSON.stringify(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
