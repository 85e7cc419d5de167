/** Results of persons on disk, in order of person: one JSON object per line, read back from either end. */
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { PersonResult } from '../fold/fold.js';

/** A spool that was written: its file, and where each portion of lines begins. */
export interface Spooled {
  readonly file: string;
  /** Offsets in bytes, the end last. */
  readonly offsets: readonly number[];
  /** Number of results. */
  readonly results: number;
}

export class SpoolWriter {
  private readonly offsets = [0];
  private results = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
  ) {}

  static async open(file: string): Promise<SpoolWriter> {
    return new SpoolWriter(file, await open(file, 'w', 0o600));
  }

  /** Adds a portion. @param results canonical JSON, by person; null = does not count. */
  async add(persons: readonly string[], results: readonly (string | null)[]): Promise<void> {
    const lines = results.flatMap((result, i) =>
      result === null ? [] : [`{"person":${JSON.stringify(persons[i])},"result":${result}}\n`],
    );
    const bytes = Buffer.from(lines.join(''));
    await this.handle.appendFile(bytes);
    this.offsets.push(this.offsets.at(-1)! + bytes.length);
    this.results += lines.length;
  }

  async close(): Promise<Spooled> {
    await this.handle.close();
    return { file: this.file, offsets: this.offsets, results: this.results };
  }
}

/** The results in order of person. */
export async function* inOrder({ file }: Spooled): AsyncGenerator<PersonResult<unknown>> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) yield JSON.parse(line) as PersonResult<unknown>;
}

/** The results from the last person to the first, a portion in memory at a time. */
export async function* inReverse({ file, offsets }: Spooled): AsyncGenerator<PersonResult<unknown>> {
  const handle = await open(file, 'r');
  try {
    for (let i = offsets.length - 2; i >= 0; i--) {
      const length = offsets[i + 1]! - offsets[i]!;
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offsets[i]);
      const lines = buffer.toString('utf8').split('\n').slice(0, -1);
      for (const line of lines.reverse()) yield JSON.parse(line) as PersonResult<unknown>;
    }
  } finally {
    await handle.close();
  }
}
