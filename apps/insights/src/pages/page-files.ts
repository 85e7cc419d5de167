/** The built files of the analysts' pages, read once: they are few and small. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A file as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  readonly gzip: Buffer;
}

export interface PageFiles {
  /** The page itself, the same for every address. */
  readonly page: PageFile;
  /** The other files by the name at the end of their address; each name holds a hash of the content. */
  readonly assets: ReadonlyMap<string, PageFile>;
}

/** Where `npm run build` puts the pages: beside the built services. */
export const BUILT_PAGES = fileURLToPath(new URL('../../../../dashboard/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Reads the files in a folder; null when the pages are not built there. */
export async function readPageFiles(folder: string): Promise<PageFiles | null> {
  const page = await readPageFile(folder, 'index.html').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (page === null) return null;
  const names = await readdir(join(folder, 'assets'));
  const assets = await Promise.all(
    names.map(async (name) => [name, await readPageFile(folder, `assets/${name}`)] as const),
  );
  return { page, assets: new Map(assets) };
}

async function readPageFile(folder: string, name: string): Promise<PageFile> {
  const body = await readFile(join(folder, name));
  return { type: TYPES[extname(name)] ?? 'application/octet-stream', body, gzip: gzipSync(body) };
}
