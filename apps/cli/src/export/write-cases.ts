/** The cases behind a figure, as a further table of an export. */
import type { FactTable } from '#libs/fact-schema';
import type { TableFile } from '#libs/facts';
import { cases, settle, type IndicatorDefinition, type Question, type SettledQuestion } from '#libs/indicators';
import { caseLine, CASES, caseTable } from '#libs/interchange';
import type { KnownFacts } from '../data/facts-as-of.js';

/** Cases read at a time. */
const PAGE = 10_000;

/** What is asked for cases. */
export interface AskedCases {
  readonly definition: IndicatorDefinition;
  readonly question: Question;
}

/** What the manifest says about the cases: enough to ask for them again. */
export interface CasesManifest {
  readonly definition: IndicatorDefinition;
  readonly question: Pick<SettledQuestion, 'window' | 'parameters' | 'method' | 'filters' | 'observedUntil'>;
}

/** The table of the cases of a question as of a position, and how its rows are gathered. */
export interface CasesTable {
  readonly table: FactTable;
  readonly manifest: CasesManifest;
  gather(tables: TableFile): Promise<void>;
}

export function casesTable({ view, observedUntil }: KnownFacts, { definition, question }: AskedCases): CasesTable {
  const settled = settle(question, observedUntil);
  const { window, parameters, method, filters } = settled;
  const table = caseTable(definition, settled);
  return {
    table,
    manifest: { definition, question: { window, parameters, method, filters, observedUntil: settled.observedUntil } },
    gather: async (tables) => {
      await tables.create(CASES, table);
      for (let offset = 0, total = 1; offset < total; offset += PAGE) {
        const page = await cases(view, definition, settled, { offset, limit: PAGE });
        total = page.total;
        await tables.append(
          CASES,
          page.cases.map((one) => caseLine(table, one)),
        );
      }
    },
  };
}
