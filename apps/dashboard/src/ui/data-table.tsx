import type { ReactNode } from 'react';
import { useLandmark } from './of-answer.js';

/** A column: its heading, and whether it holds numbers. */
export interface Column {
  readonly key: string;
  readonly heading: string;
  readonly number?: boolean;
}

/** A table that says the same as the picture beside it. The first column heads its row. */
export function DataTable({
  caption,
  columns,
  rows,
  hideCaption = false,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly { readonly key: string; readonly cells: Readonly<Record<string, ReactNode>> }[];
  hideCaption?: boolean;
}) {
  const landmark = useLandmark(caption);
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={landmark}>
      <table className="utrecht-table">
        <caption className={hideCaption ? 'visually-hidden' : 'utrecht-table__caption'}>
          <span className={hideCaption ? undefined : 'caption-text'}>{caption}</span>
        </caption>
        <thead className="utrecht-table__header">
          <tr className="utrecht-table__row">
            {columns.map(({ key, heading, number }) => (
              <th key={key} scope="col" className={`utrecht-table__header-cell${number ? ' number' : ''}`}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="utrecht-table__body">
          {rows.map((row) => (
            <tr key={row.key} className="utrecht-table__row">
              {columns.map(({ key, number }, index) => {
                const className = `utrecht-table__cell${number ? ' number' : ''}`;
                return index === 0 ? (
                  <th key={key} scope="row" className={className}>
                    {row.cells[key]}
                  </th>
                ) : (
                  <td key={key} className={className}>
                    {row.cells[key]}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
