import type { Unit } from '../language/vocabulary.js';
import type { Fields } from './scope.js';

/** SQL of what a row is called: its id, or what tells it from the others of its person. */
export function idOf({ identity }: Unit, fields: Fields): string {
  const columns = identity.length > 0 ? identity : ['person'];
  const id = `concat_ws('/', ${columns.map((column) => `CAST(${fields.column(column)} AS VARCHAR)`).join(', ')})`;
  return fields.found === undefined ? id : `CASE WHEN ${fields.found} THEN ${id} END`;
}
