/** The cases behind a figure as a table: which columns an indicator gives it, and what each means. */
import { optional, required, type Column, type ColumnType, type FactTable } from '#libs/fact-schema';
import {
  caseValueTypes,
  DIMENSIONS,
  figureOf,
  type Aggregate,
  type Beside,
  type FigureBody,
  type FurtherBody,
  type IndicatorDefinition,
  type SettledQuestion,
  type ValueType,
} from '#libs/indicators';

type Columns = Record<string, Column>;

/** Name of the table. */
export const CASES = 'cases';

/** The table that the cases of a question fill. */
export function caseTable(definition: IndicatorDefinition, question: SettledQuestion): FactTable {
  const figure = figureOf(definition, question.parameters);
  const bodies: (FigureBody | FurtherBody)[] = [figure];
  const further = 'further' in figure ? (figure.further ?? {}) : {};
  bodies.push(...Object.values(further));
  const { from, to } = question.window;
  return {
    about: `The cases behind the figure ${definition.id}, version ${definition.version}, from ${from} to ${to}, and their part in it`,
    columns: {
      person: required('VARCHAR', 'Pseudonym of the person'),
      ...(Object.keys(further).length > 0 && {
        figure: optional(
          'VARCHAR',
          `The further figure that it is a case of: ${Object.keys(further).join(', ')}; null = of the figure itself`,
        ),
      }),
      unit: required('VARCHAR', 'What the case is: unit of the definition, or stock'),
      id: required('VARCHAR', 'Id of the case; where its unit has none, what tells it from the others of the person'),
      index: required('DATE', 'Index date: it places the case in the window'),
      ...Object.fromEntries(DIMENSIONS.map((name) => [name, optional('VARCHAR', 'Dimension, on the index date')])),
      part: required(
        'VARCHAR',
        'numerator, denominator (in that alone), counted (of a measure or stock), missing, immature, lost, excluded or apart',
      ),
      reason: optional('VARCHAR', 'What it is excluded or set apart for'),
      ...joined(bodies.map((body) => shapeColumns(body, question))),
      ...joined(bodies.map((body) => besideColumns(body, definition))),
      ...valueColumns(caseValueTypes(definition, question)),
    },
  };
}

const joined = (all: readonly Columns[]): Columns => Object.fromEntries(all.flatMap((one) => Object.entries(one)));

function shapeColumns(body: FigureBody | FurtherBody, { method, parameters }: SettledQuestion): Columns {
  const days = (what: string): Column => optional('INTEGER', `Days from the index date to ${what}`);
  switch (body.shape) {
    case 'share':
      return { ...classColumn(body), ...lookupColumns(body) };
    case 'measure': {
      const given = body.within?.norms ?? [];
      const norms = [typeof given === 'object' && 'parameter' in given ? parameters[given.parameter] : given].flat();
      const how = body.within?.how === 'at-least' ? 'at least' : 'at most';
      return {
        ...(body.number !== undefined && { number: optional('DOUBLE', 'The number that is measured') }),
        ...classColumn(body),
        ...Object.fromEntries(
          norms.map((norm) => [`within.${String(norm)}`, optional('BOOLEAN', `The number is ${how} ${String(norm)}`)]),
        ),
        ...lookupColumns(body),
      };
    }
    case 'time-to-event':
      return {
        event: days('the event'),
        competing: days('the first competing event'),
        left: days('leaving observation; below 0 = not observed on the index date'),
        ...(body.cover && { covered: days('the end of the cover') }),
        ...(method !== 'complete' && {
          ending: optional('VARCHAR', 'How the observed time ends: event, competing, censored or unseen'),
          day: days('that end'),
        }),
        ...lookupColumns(body),
      };
    case 'rate':
      return {
        events: optional('INTEGER', 'Events counted'),
        personDays: optional('INTEGER', 'Days of person-time'),
        ...lookupColumns(body),
      };
    case 'flow':
      return {
        opening: optional('BOOLEAN', 'In the opening stock'),
        in: optional('BOOLEAN', 'Begun in the window; of persons: not in the opening stock'),
        out: optional('BOOLEAN', 'Ended in the window; of persons: not in the closing stock'),
        closing: optional('BOOLEAN', 'In the closing stock'),
        fromCareForm: optional('VARCHAR', 'Of a step: care form left'),
        toCareForm: optional('VARCHAR', 'Of a step: care form entered; null = out'),
        ...lookupColumns(body.transitions ?? {}),
      };
  }
}

const classColumn = ({ classes }: { readonly classes?: object }): Columns =>
  classes ? { class: optional('VARCHAR', `Class: ${Object.keys(classes).join(', ')}`) } : {};

const lookupColumns = ({ lookups }: { readonly lookups?: object }): Columns =>
  Object.fromEntries(
    Object.keys(lookups ?? {}).map((name) => [
      `found.${name}`,
      optional('VARCHAR', `What the definition looks up as ${name}; null = found nothing`),
    ]),
  );

/** Further shares of the same cases, and what a case brings to each number beside the figure. */
function besideColumns(body: FigureBody | FurtherBody, { terms }: IndicatorDefinition): Columns {
  const term = (name: string): string => (terms?.[name] ? `${name} (${terms[name].en})` : name);
  const columns: Columns = {};
  if (body.shape === 'share') {
    for (const name of Object.keys(body.also ?? {})) {
      const about = `Part in ${term(name)}: numerator, denominator (in that alone), missing; null = left out`;
      columns[`also.${name}`] = optional('VARCHAR', about);
    }
  }
  if (body.shape !== 'share' && body.shape !== 'measure') return columns;
  for (const [name, one] of Object.entries(body.beside ?? {})) {
    const leaves = leavesOf(one);
    leaves.forEach((type, i) => {
      const what = type === 'BOOLEAN' ? 'Counted in' : type === 'VARCHAR' ? 'Class in' : 'Number brought to';
      const of = leaves.length > 1 ? `, part ${i + 1}` : '';
      columns[besideName(name, leaves.length, i)] = optional(type, `${what} ${term(name)}${of}`);
    });
  }
  return columns;
}

const besideName = (name: string, leaves: number, i: number): string =>
  leaves > 1 ? `beside.${name}.${i + 1}` : `beside.${name}`;

/** What a case brings to a number beside the figure, one type for each part of a quotient; constants are no part. */
function leavesOf(one: Beside): ColumnType[] {
  if (typeof one === 'object' && 'distribution' in one) return ['VARCHAR'];
  if (typeof one === 'object' && 'statistics' in one) return ['DOUBLE'];
  return aggregateLeaves(one);
}

function aggregateLeaves(one: Aggregate): ColumnType[] {
  if (typeof one === 'number') return [];
  if ('divide' in one) return one.divide.flatMap(aggregateLeaves);
  return 'count' in one ? ['BOOLEAN'] : ['DOUBLE'];
}

const VALUE_TYPES: Readonly<Record<ValueType, ColumnType>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  list: 'VARCHAR',
  entries: 'VARCHAR',
  any: 'VARCHAR',
};

const valueColumns = (types: Readonly<Record<string, ValueType>>): Columns =>
  Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      `value.${name}`,
      optional(VALUE_TYPES[type], `The definition's own value ${name}`),
    ]),
  );
