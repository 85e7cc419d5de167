/** `server.json` in the data directory says who serves it, so that a refused command can name the address. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { DataFiles } from './data-directory.js';

/** Written once the server accepts requests. */
export async function announceServer(files: DataFiles, url: string): Promise<void> {
  await writeFile(files.server, `${JSON.stringify({ url, pid: process.pid })}\n`);
}

/** Removed when it stops. */
export async function withdrawServer(files: DataFiles): Promise<void> {
  await rm(files.server, { force: true });
}

/** The address of the server that holds the directory, if it said so. */
export async function announcedUrl(files: DataFiles): Promise<string | null> {
  try {
    const said: unknown = JSON.parse(await readFile(files.server, 'utf8'));
    const url = said && typeof said === 'object' && 'url' in said ? said.url : null;
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}
