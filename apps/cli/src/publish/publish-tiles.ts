/** The tree of proofs as files, for a static server (C2SP tlog-tiles). */
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSameHash, parseCheckpoint, TILE_WIDTH, tilePath, tilesOf, type Checkpoint } from '#libs/integrity';
import { CheckpointStore, openTree, type TreeStore } from '#libs/ledger-tree';
import { filesOf } from '../data/data-directory.js';
import { CommandError, UsageError } from '../errors.js';

/** Name of the checkpoint, as the specification has it. */
const CHECKPOINT = 'checkpoint';

export interface PublishOptions {
  readonly dataDir: string;
  /** Made when it is not there; a later call goes on where the one before stopped. */
  readonly to: string;
  /** Publish the newest checkpoint that at least so many witnesses cosigned; default 0. */
  readonly witnesses?: number;
}

export interface Published {
  /** Leaves of the tree that is published now, and of the one that was before. */
  readonly size: number;
  readonly before: number;
  /** Tiles written. */
  readonly tiles: number;
}

/**
 * Writes the newest signed checkpoint and the tiles under it. Tiles go first and every file is put in place whole, so that
 * whoever reads meanwhile finds every tile of the checkpoint that is there.
 * @throws UsageError without a tree; CommandError when nothing fits, or the directory holds another history
 */
export async function publishTiles({ dataDir, to, witnesses = 0 }: PublishOptions): Promise<Published> {
  const { tree: file } = filesOf(dataDir);
  await access(file).catch(() => {
    throw new UsageError(`There is no tree of proofs in ${dataDir}: name the directory of a ledger with --data.`);
  });
  const tree = openTree(file);
  try {
    const signed = new CheckpointStore(tree.db).newest(witnesses);
    const checkpoint = signed && parseCheckpoint(signed.note);
    if (!signed || !checkpoint) {
      throw new CommandError('No such checkpoint was signed yet: the server signs when it runs, and when it stops.');
    }
    const before = await publishedBefore(to, checkpoint, tree);
    const written = [...tilesOf(checkpoint.size, before)];
    for (const tile of written) await place(join(to, tilePath(tile)), tree.tile(tile)!);
    await place(join(to, CHECKPOINT), signed.note);
    // What was published of a tile in part is in the full one, and clients ask for that when it is gone.
    for (const tile of written) {
      if (tile.width === TILE_WIDTH) await rm(`${join(to, tilePath(tile))}.p`, { recursive: true, force: true });
    }
    return { size: checkpoint.size, before, tiles: written.length };
  } finally {
    tree.close();
  }
}

/** Leaves of the tree that the directory holds; 0 for none. @throws CommandError when this ledger does not continue it */
async function publishedBefore(to: string, next: Checkpoint, tree: TreeStore): Promise<number> {
  const text = await readFile(join(to, CHECKPOINT), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new UsageError(`Cannot read ${join(to, CHECKPOINT)}: ${error.code ?? error.message}.`);
  });
  if (text === null) return 0;
  const last = parseCheckpoint(text);
  const continued =
    last?.origin === next.origin && last.size <= next.size && isSameHash(last.root, tree.root(last.size));
  if (last && continued) return last.size;
  throw new CommandError(
    `${to} holds a checkpoint that this ledger does not continue: it is of another ledger, or of a history that this one has lost. ` +
      'Nothing was written.',
  );
}

/** Writes a file that everyone may read, whole or not at all. */
async function place(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const partial = `${path}.unfinished`;
  await writeFile(partial, content, { mode: 0o644, flush: true });
  await rename(partial, path);
}
