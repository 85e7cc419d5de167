/** Loading a fold's module, in the thread in which it runs. */
import { FoldError, thrown } from './failure.js';
import type { Fold } from './fold.js';
import { lineOf, type FoldModule } from './fold-source.js';

const PARTS = ['initial', 'apply', 'result'] as const;

/**
 * Loads a fold. As a `data:` module it can import Node's own modules and no other file: its text, which the manifest holds, is
 * then all there is to it.
 * @throws FoldError when it cannot be loaded, or is no fold.
 */
export async function loadFold(module: FoldModule): Promise<Fold> {
  const url = `data:text/javascript;base64,${Buffer.from(module.code).toString('base64')}`;
  const loaded = (await import(url).catch((error: unknown) => {
    const line = lineOf(error, module);
    const problem = isImport(error)
      ? 'a fold is one file: it can import types and the modules of Node itself, but no other file or package'
      : error instanceof SyntaxError
        ? 'it is not valid JavaScript; node --check shows where'
        : `${thrown(error)} when it was loaded`;
    throw new FoldError({ part: 'load', problem, line }, module.file);
  })) as Record<string, unknown>;
  const fold = (loaded['default'] ?? loaded) as Partial<Record<keyof Fold, unknown>>;
  const missing = PARTS.filter((part) => typeof fold[part] !== 'function');
  if (missing.length > 0 || !['undefined', 'function'].includes(typeof fold.finish)) {
    const problem = `a fold exports the functions initial, apply and result, and if need be finish; not so: ${missing.join(', ') || 'finish'}`;
    throw new FoldError({ part: 'load', problem }, module.file);
  }
  return fold as Fold;
}

function isImport(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return [
    'ERR_INVALID_URL',
    'ERR_UNSUPPORTED_RESOLVE_REQUEST',
    'ERR_MODULE_NOT_FOUND',
    'ERR_NETWORK_IMPORT_DISALLOWED',
  ].includes(code);
}
