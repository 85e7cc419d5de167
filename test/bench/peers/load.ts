/** Loads a module of a peer from where it is installed. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

export function loadPeer<T>(folder: string, name: string): T {
  return createRequire(join(folder, 'package.json'))(name) as T;
}
