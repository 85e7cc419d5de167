import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** The vault's statements, prepared once for a connection. */
export function prepareStatements(db: DatabaseSyncInstance) {
  return {
    byLookup: db.prepare('SELECT stream, wrapped FROM key WHERE lookup = ?'),
    byName: db.prepare('SELECT stream, wrapped FROM key WHERE stream = ?'),
    all: db.prepare('SELECT stream, wrapped FROM key'),
    any: db.prepare('SELECT 1 FROM key UNION ALL SELECT 1 FROM destroyed LIMIT 1'),
    insert: db.prepare('INSERT INTO key (stream, lookup, wrapped) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    rewrap: db.prepare('UPDATE key SET wrapped = ? WHERE stream = ?'),
    remove: db.prepare('DELETE FROM key WHERE stream = ?'),
    note: db.prepare('INSERT INTO names (client, stream) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    forget: db.prepare('DELETE FROM names WHERE stream = ? OR client = ?'),
    naming: db.prepare('SELECT DISTINCT stream FROM names WHERE client IN (SELECT value FROM json_each(?))'),
    destroyed: db.prepare('INSERT INTO destroyed (stream, destroyed_at) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    isDestroyed: db.prepare('SELECT 1 FROM destroyed WHERE stream = ?'),
    countDestroyed: db.prepare('SELECT max(number) AS last FROM destroyed'),
    listDestroyed: db.prepare('SELECT stream, destroyed_at AS destroyedAt FROM destroyed ORDER BY number'),
  };
}

/** Runs work in one transaction; false, or an error, undoes it. */
export function inTransaction<T>(db: DatabaseSyncInstance, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec(result === false ? 'ROLLBACK' : 'COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
