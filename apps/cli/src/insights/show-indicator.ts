/** The catalogue, and one indicator of it, for a terminal. */
import { renderTable, wrap } from '../output/table.js';
import type { Indicator } from './answers.js';

const WIDTH = 100;

/** One line per indicator. */
export function showCatalogue(indicators: readonly Indicator[]): string {
  return renderTable(
    [{ title: 'id' }, { title: 'shape' }, { title: 'name' }, { title: 'in Dutch' }],
    indicators.map(({ id, shape, name }) => [id, shape, name.en, name.nl]),
  );
}

/** What an indicator is, its parameters, where it comes from, what to beware of. */
export function showIndicator(indicator: Indicator): string {
  const { id, version, shape, name, explanation, source, caveats, parameters } = indicator;
  const rows = Object.entries(parameters).map(
    ([parameter, { type, label, values, minimum, maximum, default: usual }]) => [
      parameter,
      type,
      Array.isArray(usual) ? usual.join(',') : String(usual),
      values ? values.join(' ') : minimum === undefined ? '' : `${minimum} to ${maximum}`,
      label.en,
    ],
  );
  const columns = ['parameter', 'type', 'default', 'possible', 'meaning'].map((title) => ({ title }));
  return [
    `${name.en} (${id}, version ${version}, ${shape})`,
    name.nl,
    '',
    wrap(explanation.en, WIDTH),
    '',
    ...(rows.length > 0 ? [renderTable(columns, rows), ''] : []),
    ...caveats.map(({ en }) => wrap(`Note: ${en}`, WIDTH)),
    wrap(`Source: ${source.en}`, WIDTH),
  ].join('\n');
}
