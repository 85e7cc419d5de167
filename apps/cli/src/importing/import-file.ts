/** Imports one file or standard input, counting what became of its lines. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UsageError } from '../errors.js';
import { events, startProgress } from '../output/progress.js';
import type { LineResult, SendLines } from './line-result.js';

/** What became of the lines of a file. */
export interface ImportCounts {
  recorded: number;
  duplicates: number;
  refused: number;
}

/** A file to import; `-` is standard input. */
export interface ImportSource {
  readonly name: string;
  /** Bytes, or null when not known. */
  readonly size: number | null;
  read(): AsyncIterable<Uint8Array>;
}

/** @throws UsageError when a file cannot be read. */
export async function importSource(name: string): Promise<ImportSource> {
  if (name === '-') return { name: 'standard input', size: null, read: () => process.stdin };
  const found = await stat(name).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${name}: ${error.code === 'ENOENT' ? 'there is no such file' : error.code}.`);
  });
  if (found.isDirectory()) throw new UsageError(`Cannot read ${name}: it is a directory; name its files.`);
  return {
    name,
    size: found.isFile() ? found.size : null,
    read: () => createReadStream(name, { highWaterMark: 256 * 1024 }),
  };
}

/** Imports one source; `refused` is told of every refused line. */
export async function importFile(
  source: ImportSource,
  send: SendLines,
  options: { readonly refused: (result: LineResult) => void; readonly quiet?: boolean },
): Promise<ImportCounts> {
  const counts: ImportCounts = { recorded: 0, duplicates: 0, refused: 0 };
  const progress = startProgress({ label: `Importing ${source.name}`, total: source.size, quiet: options.quiet });
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const part of source.read()) {
      bytes += part.length;
      yield part;
    }
  }
  try {
    for await (const results of send(counted())) {
      for (const result of results) {
        if (result.status === 'recorded') counts.recorded += 1;
        else if (result.status === 'duplicate') counts.duplicates += 1;
        else {
          counts.refused += 1;
          options.refused(result);
        }
      }
      progress.update(bytes, events(counts.recorded + counts.duplicates + counts.refused));
    }
  } finally {
    progress.stop();
  }
  return counts;
}
