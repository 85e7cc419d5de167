import type { FlowBody, IndicatorDefinition } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { SettledQuestion } from '../question/question.js';
import { stockCounts, transitionCounts } from '../sql/flow.js';
import { run } from './compile.js';
import { byGroup, type Counted } from './groups.js';
import type { FlowRow, StockFigure, Transition } from './rows.js';
import type { View } from './view.js';

/** The rows of a flow: every stock of it, and the steps. A group stands in the answer when any of them has it. */
export async function flowRows(
  view: View,
  definition: IndicatorDefinition,
  figure: FlowBody,
  question: SettledQuestion,
): Promise<FlowRow[]> {
  const names = Object.keys(figure.stocks);
  const counted: Counted[] = [];
  for (const name of names) {
    const rows = await run(view, definition, question, (compilation) =>
      stockCounts(compilation, figure.stocks[name]!, question, member('/figure/stocks', name)),
    );
    counted.push(...rows.map((row) => ({ ...row, stock: name })));
  }
  const { transitions } = figure;
  if (transitions) {
    counted.push(...(await run(view, definition, question, (one) => transitionCounts(one, transitions, question))));
  }
  return byGroup(counted, question.by).map(({ group, rows }) => ({
    group,
    ...Object.fromEntries(names.map((name) => [name, stockOf(rows.find((row) => row['stock'] === name))])),
    transitions: transitionsOf(rows.filter((row) => row['stock'] === undefined)),
    suppressed: false,
  }));
}

/** Of spans, out follows from the identity closing = opening + in - out; of persons, from who is left. Both come to active - closing. */
function stockOf(row: Counted | undefined): StockFigure {
  const count = (name: string): number => Number(row?.[name] ?? 0);
  const [opening, active, closing] = [count('opening'), count('active'), count('closing')];
  return { opening, in: active - opening, out: active - closing, closing, active };
}

function transitionsOf(rows: readonly Counted[]): Transition[] {
  const steps = rows.map((row) => ({
    from: row['from'] as string,
    to: (row['to'] ?? null) as string | null,
    count: Number(row['cases']),
  }));
  const place = (step: Transition): string => `${step.from}\u0000${step.to ?? '\uffff'}`;
  return steps.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
