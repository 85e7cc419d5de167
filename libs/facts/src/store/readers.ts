/** A pool of reading connections. */
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** Lends connections; who asks while all are lent waits in line. */
export class Readers {
  private readonly idle: DuckDBConnection[] = [];
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];

  private constructor(private readonly all: readonly DuckDBConnection[]) {
    this.idle.push(...all);
  }

  static async open(instance: DuckDBInstance, count: number): Promise<Readers> {
    return new Readers(await Promise.all(Array.from({ length: count }, () => instance.connect())));
  }

  /** Runs a function on a connection in a read transaction: all it reads is of one moment. */
  async use<T>(fn: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.lend();
    try {
      await connection.run('BEGIN TRANSACTION READ ONLY');
      try {
        return await fn(connection);
      } finally {
        await connection.run('ROLLBACK');
      }
    } finally {
      const next = this.waiting.shift();
      if (next) next(connection);
      else this.idle.push(connection);
    }
  }

  /** Waits until every connection has come back, then closes them. */
  async close(): Promise<void> {
    for (const connection of await Promise.all(this.all.map(() => this.lend()))) connection.disconnectSync();
  }

  private async lend(): Promise<DuckDBConnection> {
    return this.idle.pop() ?? new Promise((resolve) => this.waiting.push(resolve));
  }
}
