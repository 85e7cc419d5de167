/** One replay: the result in a file, and the manifest that goes with it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '#libs/codec';
import type { KnownFacts } from '../data/facts-as-of.js';
import { measure, writeText } from '../export/files.js';
import { VERSION } from '../version.js';
import { checkDefinition, definitionResult } from './definition-result.js';
import { checkFoldQuestion, foldResult } from './fold-result.js';
import { sha256, type ReplayManifest, type ReplayQuestion, type ReplaySource } from './manifest.js';

/** Refuses a source or question that cannot be run, before long work. @throws UsageError */
export function checkReplay(source: ReplaySource, question: ReplayQuestion): void {
  if (source.kind === 'definition') checkDefinition(source, question);
  else checkFoldQuestion(question);
}

/**
 * Runs a definition or fold and writes the result into a folder.
 * @param seen called with each number of persons done; of a definition never.
 * @returns the manifest of what was written.
 */
export async function runReplay(
  known: KnownFacts,
  source: ReplaySource,
  question: ReplayQuestion,
  target: { readonly folder: string; readonly file: string },
  seen: (persons: number) => void,
): Promise<ReplayManifest> {
  const file = join(target.folder, target.file);
  if (source.kind === 'definition') {
    const result = await definitionResult(known, checkDefinition(source, question));
    await writeFile(file, `${JSON.stringify(result, null, 2)}\n`, { mode: 0o600 });
  } else {
    await writeText(file, await foldResult(known, source, question, `${file}.spool`, seen));
  }
  const { position, recordedAt, erased, schema } = known.view;
  return {
    program: 'care-ledger',
    version: VERSION,
    factsVersion: known.factsVersion,
    position,
    recordedAt,
    ...(erased > 0 && { erased }),
    tree: known.tree,
    regionsSha256: sha256(canonicalJson(await known.view.query(`FROM ${schema}."region" ORDER BY ALL`))),
    populationSha256: sha256(canonicalJson(await known.view.query(`FROM ${schema}."population" ORDER BY ALL`))),
    question: { ...question, observedUntil: question.observedUntil ?? known.observedUntil },
    source,
    result: await measure(target.folder, target.file),
  };
}
