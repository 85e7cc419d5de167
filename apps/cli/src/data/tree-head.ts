import { access } from 'node:fs/promises';
import type { Position } from '#libs/event-store';
import { toBase64 } from '#libs/integrity';
import { openTree } from '#libs/ledger-tree';

/** The tree over all events up to a position. */
export interface KnownTree {
  readonly size: number;
  /** Base 64. */
  readonly rootHash: string;
}

/** What the kept tree is at a position; null when there is none, or it has not grown that far. */
export async function treeAt(file: string, position: Position): Promise<KnownTree | null> {
  if (
    !(await access(file)
      .then(() => true)
      .catch(() => false))
  )
    return null;
  const tree = openTree(file);
  try {
    const leaf = tree.leafAt(position);
    return leaf && { size: leaf.index + 1, rootHash: toBase64(tree.root(leaf.index + 1)) };
  } finally {
    tree.close();
  }
}
