/** The text of a fold as a module that can be loaded: TypeScript loses its types. */
import { SourceMap } from 'node:module';
import { FoldError } from './failure.js';

/** A fold's file: its name and its whole text. */
export interface FoldFile {
  readonly name: string;
  readonly text: string;
}

/** A module ready to load, in a form that can be sent to a worker. */
export interface FoldModule {
  readonly file: string;
  readonly code: string;
  /** Source map as JSON, where the code is not the text itself. */
  readonly map: string | null;
}

/** @throws FoldError when it is no JavaScript or TypeScript. */
export async function toModule({ name, text }: FoldFile): Promise<FoldModule> {
  if (!/\.[cm]?ts$/.test(name)) return { file: name, code: text, map: null };
  const { transform } = await import('@swc/core'); // a native part: loaded for TypeScript alone
  try {
    const { code, map } = await transform(text, {
      filename: name,
      sourceMaps: true,
      swcrc: false,
      configFile: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    return { file: name, code, map: map ?? null };
  } catch {
    throw new FoldError({ part: 'load', problem: 'it is not valid TypeScript; tsc shows where' }, name);
  }
}

/** The line in the fold's file of the first place in a stack that lies in it. */
export function lineOf(error: unknown, { map }: FoldModule): number | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const match = /data:text\/javascript[^\s)]*?:(\d+):(\d+)/.exec(stack);
  if (!match) return undefined;
  const [line, column] = [Number(match[1]), Number(match[2])];
  if (map === null) return line;
  const payload = JSON.parse(map) as ConstructorParameters<typeof SourceMap>[0];
  const entry = new SourceMap(payload).findEntry(line - 1, column - 1);
  return 'originalLine' in entry ? entry.originalLine + 1 : undefined;
}
