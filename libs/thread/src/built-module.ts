import { existsSync } from 'node:fs';

/**
 * A module that a thread can run; null where it is not there: Node runs JavaScript, so that sources that are run as they are,
 * as in specifications, have no threads.
 * @param name relative to the caller
 * @param from `import.meta.url` of the caller
 */
export function builtModule(name: string, from: string): URL | null {
  const module = new URL(name, from);
  return existsSync(module) ? module : null;
}
