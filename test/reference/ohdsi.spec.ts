/** Person-time: the OHDSI examples through the real way in, asked of a researcher's definition. */
import { expect, it } from '@jest/globals';
import { correctionOf, noise, ohdsiEvents, ohdsiQuestions, RE_ENTRY_RATE, type Expected } from './ohdsi.js';
import { describeWithShared } from '../support/shared-folder.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const per100 = (value: number | null): number | null => (value === null ? null : Number((value * 100).toFixed(4)));
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(4)));

/** An answer in the words of the publication. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row of the answer, looked into freely
function told(row: any): Omit<Expected, 'tar_id' | 'outcome_id'> {
  const { beforeClean } = row;
  return {
    persons_at_risk_pe: beforeClean.persons.denominator,
    persons_at_risk: row.persons.denominator,
    person_days_pe: beforeClean.personDays,
    person_days: row.personDays,
    person_outcomes_pe: beforeClean.persons.numerator,
    person_outcomes: row.persons.numerator,
    outcomes_pe: beforeClean.events,
    outcomes: row.numerator,
    incidence_proportion_p100p: per100(row.persons.value),
    incidence_rate_p100py: rounded(row.value),
  };
}

const wanted = (expected: Expected): unknown =>
  Object.fromEntries(
    Object.keys(told({ beforeClean: { persons: {} }, persons: { value: null }, value: null })).map((name) => [
      name,
      expected[name as keyof Expected],
    ]),
  );

describeWithShared('reference/ohdsi', 'reference/ohdsi', () => {
  it.each(['cleanWindow', 'singleOutcome', 'tarSettings'])(
    '%s: persons, days, outcomes, proportion and rate as published',
    async (set) => {
      const server: TestServer = await startTestServer();
      try {
        const before = await server.client.record(ohdsiEvents(set));
        const put = await server.client.request('/v1/indicators/re-entry-rate', {
          method: 'PUT',
          body: RE_ENTRY_RATE,
          headers: { 'content-type': 'application/json' },
        });
        expect([put.status, put.text]).toEqual([201, expect.any(String)]);
        const questions = ohdsiQuestions(set);
        expect(questions.length).toBeGreaterThan(2);
        const ask = async (asOf: string) => {
          const rows: unknown[] = [];
          for (const { request } of questions) rows.push(told((await server.client.ask(request, asOf)).rows[0]));
          return rows;
        };
        const published = questions.map(({ expected }) => wanted(expected));
        expect(await ask(before)).toEqual(published);

        // A wrong re-entry that is taken back, and a start that was given a wrong date before it was mended.
        const after = await server.client.record(noise(set));
        expect(await ask(after)).toEqual(published);
        const wrong = await server.client.record(correctionOf(set));
        expect(await ask(wrong)).not.toEqual(published);
        expect(await ask(before)).toEqual(published);
      } finally {
        await server.stop();
      }
    },
  );
});
