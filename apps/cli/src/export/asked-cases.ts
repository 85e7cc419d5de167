/** Which cases an export is to have, from the options of the command. */
import { BUILT_IN } from '#libs/indicators';
import { UsageError } from '../errors.js';
import { checkDefinition } from '../replay/definition-result.js';
import { readSource } from '../replay/manifest.js';
import type { Format } from './formats.js';
import type { AskedCases } from './write-cases.js';

/** Options that say which cases. */
export interface CasesOptions {
  readonly format: Format;
  readonly cases?: string;
  readonly from?: string;
  readonly to?: string;
  readonly observedUntil?: string;
  readonly method?: string;
  readonly param?: Readonly<Record<string, string>>;
  readonly filter?: Readonly<Record<string, string>>;
}

/**
 * Reads the options apart.
 * @returns null when no cases are asked for.
 * @throws UsageError naming what is missing or cannot be.
 */
export async function askedCases(options: CasesOptions): Promise<AskedCases | null> {
  const { format, cases, from, to, observedUntil, method, param, filter } = options;
  if (cases === undefined) {
    if ([from, to, observedUntil, method, param, filter].every((given) => given === undefined)) return null;
    throw new UsageError(
      'A window, a method, parameters and filters are those of cases: name an indicator with --cases.',
    );
  }
  if (format === 'xes' || format === 'ocel') {
    throw new UsageError('Cases are a table: give --format parquet, duckdb or csv with --cases.');
  }
  if (!from || !to) throw new UsageError('Give --from and --to, the window of the cases.');
  const question = { from, to, observedUntil, method, parameters: param ?? {}, filters: filter ?? {} };
  return checkDefinition(await sourceOf(cases), question, 'cases');
}

async function sourceOf(cases: string): Promise<{ readonly name: string; readonly text: string }> {
  const known = BUILT_IN.find(({ id }) => id === cases);
  if (known) return { name: cases, text: JSON.stringify(known) };
  if (cases.endsWith('.json')) return readSource(cases);
  throw new UsageError(
    `The catalogue has no indicator ${cases}: care-ledger indicator list shows those there are. Give the definition of a recorded one as a ` +
      'file: care-ledger indicator show <id> --url <address> --json > definition.json.',
  );
}
