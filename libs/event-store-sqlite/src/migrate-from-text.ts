import type { Connection } from './connection.js';
import { SHARED_BYTES } from './kinds.js';

/**
 * Brings a file of schema 1, whose rows held ids, names and types as text, to the present schema: the same events at
 * the same positions. Its reader sees the one or the other, as all of it is one transaction, which the caller holds.
 * @param tables makes the present tables
 * @param guards makes their indexes and triggers
 */
export function migrateFromText(db: Connection, tables: string, guards: string): void {
  db.exec(`
    DROP TRIGGER events_never_change;
    DROP TRIGGER events_never_go;
    DROP TRIGGER events_stay;
    DROP INDEX events_by_id;
    DROP INDEX events_by_stream;
    ALTER TABLE events RENAME TO earlier;
    ${tables}
    INSERT INTO stream (name) SELECT stream FROM earlier GROUP BY stream ORDER BY min(position);
    INSERT INTO kind (type, metadata)
      SELECT DISTINCT type, iif(length(metadata) <= ${SHARED_BYTES}, metadata, NULL) FROM earlier;
    INSERT INTO events (position, id, stream, revision, kind, recorded_at, data, metadata)
      SELECT position, unhex(id, '-'), stream.number, revision, kind.number, recorded_at, data,
        iif(length(earlier.metadata) <= ${SHARED_BYTES}, NULL, earlier.metadata)
      FROM earlier
      CROSS JOIN stream ON stream.name = earlier.stream
      CROSS JOIN kind ON kind.type = earlier.type
        AND kind.metadata IS iif(length(earlier.metadata) <= ${SHARED_BYTES}, earlier.metadata, NULL)
      ORDER BY position;
    DROP TABLE earlier;
    ${guards}
  `);
}
