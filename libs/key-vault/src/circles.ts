/** Which streams may concern one person, told from the vault alone: before any event is opened. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** Streams of clients, by what their names begin with: these concern their own client, whoever else they name. */
const OF_CLIENT = 'client-';

interface Naming {
  readonly stream: string;
  readonly client: string;
}

/**
 * Looks up, for a stream by its name, the circle it is of: streams that named a client, and streams that named clients
 * who were named together, are of one. What the vault knows nothing of is a circle of its own.
 */
export function circlesOf(db: DatabaseSyncInstance): (stream: string) => string {
  const first = new Kin();
  // Few: most streams name one client, and a client's own stream nobody else.
  const together = db.prepare(
    `SELECT stream, client FROM names
     WHERE stream IN (SELECT stream FROM names GROUP BY stream HAVING count(*) > 1)
       OR (stream >= '${OF_CLIENT}' AND stream < 'client.')
     ORDER BY stream`,
  );
  let last: Naming | null = null;
  for (const one of together.all() as unknown as Naming[]) {
    if (one.stream.startsWith(OF_CLIENT)) first.join(one.stream, one.client);
    else if (last?.stream === one.stream) first.join(last.client, one.client);
    last = { stream: one.stream, client: one.client };
  }
  const clientOf = db.prepare('SELECT client FROM names WHERE stream = ? LIMIT 1');
  return (stream) => {
    if (stream.startsWith(OF_CLIENT)) return first.of(stream);
    const naming = clientOf.get(stream) as { readonly client: string } | undefined;
    return naming ? first.of(naming.client) : stream;
  };
}

/** Clients that belong together, each with one that stands for all. */
class Kin {
  private readonly parents = new Map<string, string>();

  of(client: string): string {
    let root = client;
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root)) root = parent;
    if (root !== client) this.parents.set(client, root);
    return root;
  }

  join(one: string, other: string): void {
    const [a, b] = [this.of(one), this.of(other)];
    if (a !== b) this.parents.set(b, a);
  }
}
