import type { ReactNode } from 'react';

/** A picture with its table: beside each other where there is room for both, else the table below. */
export function BesideTable({ picture, table }: { picture: ReactNode; table: ReactNode }) {
  return (
    <div className="pictured">
      <div className="pictured-parts">
        <div className="pictured-picture">{picture}</div>
        <div className="pictured-table">{table}</div>
      </div>
    </div>
  );
}
