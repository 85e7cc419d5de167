/** What a replay writes beside its result: all that is needed to come to the same result again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { KnownTree } from '../data/tree-head.js';
import { UsageError } from '../errors.js';
import type { MeasuredFile } from '../export/files.js';

/** What was asked, with everything settled that a default could change later. */
export interface ReplayQuestion {
  readonly from: string;
  readonly to: string;
  /** None in a first run: the day before that of the position. */
  readonly observedUntil?: string;
  readonly by?: string;
  readonly method?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, string>>;
}

/** The definition or fold that was run, whole. */
export interface ReplaySource {
  readonly kind: 'definition' | 'fold';
  /** Name of its file, without folders. */
  readonly name: string;
  /** Of its text, in hexadecimal. */
  readonly sha256: string;
  readonly text: string;
}

export interface ReplayManifest {
  readonly program: 'care-ledger';
  readonly version: string;
  readonly factsVersion: string;
  readonly position: string;
  readonly recordedAt: string | null;
  /** Persons erased when it was made, where there are any: nothing of them is in it, whatever the position. */
  readonly erased?: number;
  /** The tree of proofs over the events up to the position: which ledger this was. */
  readonly tree: KnownTree | null;
  /** Of the region table in use, in hexadecimal; its rows as canonical JSON. */
  readonly regionsSha256: string;
  /** Of the numbers of inhabitants in use, likewise. */
  readonly populationSha256: string;
  readonly question: ReplayQuestion;
  readonly source: ReplaySource;
  readonly result: MeasuredFile;
}

/** SHA-256 of a text as UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads a definition (`.json`) or a fold (any other file). @throws UsageError when it cannot be read. */
export async function readSource(path: string): Promise<ReplaySource> {
  const text = await read(path);
  const name = path.split(/[\\/]/).at(-1)!;
  if (!/\.(json|[cm]?[jt]s)$/.test(name)) {
    throw new UsageError(`${name}: give a definition (.json) or a fold (.mjs, .js or .ts).`);
  }
  return { kind: name.endsWith('.json') ? 'definition' : 'fold', name, sha256: sha256(text), text };
}

/** Reads a manifest. @throws UsageError when it is none, or its source is not what its hash says. */
export async function readManifest(path: string): Promise<ReplayManifest> {
  const manifest = parse(await read(path));
  if (!isManifest(manifest)) throw new UsageError(`${path} is no manifest of a replay.`);
  if (sha256(manifest.source.text) !== manifest.source.sha256) {
    throw new UsageError(`${path}: the ${manifest.source.kind} in it was changed after the replay.`);
  }
  return manifest;
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${path}: ${error.code ?? error.message}.`);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isManifest(value: unknown): value is ReplayManifest {
  const { program, position, question, source, result } = (value ?? {}) as Partial<ReplayManifest>;
  const texts = [position, question?.from, question?.to, source?.name, source?.text, source?.sha256, result?.sha256];
  return program === 'care-ledger' && texts.every((text) => typeof text === 'string');
}
