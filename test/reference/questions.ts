/** Asks the questions of a reference set and keeps what came back. */
import { indicatorOf, mismatches, readQuestions, type Question } from '../support/expectations.js';
import type { LedgerClient } from '../support/ledger-client.js';

type Answered = Awaited<ReturnType<LedgerClient['ask']>>;

/** A set's questions, as far as the server's catalogue has their indicator. */
export interface QuestionSet {
  readonly asked: readonly Question[];
  /** Indicators that questions are about and that the catalogue does not have. */
  readonly notYet: readonly string[];
}

/** Splits a set's questions by the catalogue, and tells in the output which are not asked. */
export async function questionsFor(set: string, client: LedgerClient): Promise<QuestionSet> {
  const catalogue = await client.indicators();
  const all = readQuestions(set);
  const isAsked = ({ request }: Question) => {
    const indicator = indicatorOf(request);
    return indicator === null || catalogue.has(indicator);
  };
  const asked = all.filter(isAsked);
  const notYet = [...new Set(all.filter((question) => !isAsked(question)).map(({ request }) => indicatorOf(request)!))];
  if (notYet.length > 0) {
    process.stdout.write(
      `reference/${set}: ${asked.length} of ${all.length} questions asked; not in the catalogue: ${notYet.join(', ')}\n`,
    );
  }
  return { asked, notYet };
}

/**
 * Asks questions one by one.
 * @param asOf position the figures are asked at; undefined = the head (the first question then waits for `reached`).
 * @returns what is not as expected, and the rows of every answer by question id.
 */
export async function askAll(
  client: LedgerClient,
  questions: readonly Question[],
  asOf: string | undefined,
  reached?: string,
): Promise<{ wrong: string[]; rows: Map<string, unknown> }> {
  const wrong: string[] = [];
  const rows = new Map<string, unknown>();
  if (reached !== undefined) await client.ask('/v1/flows?from=2020-01-01&to=2020-01-01', reached);
  for (const question of questions) {
    const answer: Answered = await client.ask(question.request, asOf);
    wrong.push(...mismatches(answer, question));
    rows.set(question.id, rounded(answer.rows));
  }
  return { wrong, rows };
}

/** The same rows with numbers at twelve digits: what may differ by the order of adding up is below that. */
function rounded(rows: unknown): unknown {
  return JSON.parse(
    JSON.stringify(rows, (_name, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value,
    ),
  );
}
