import { DIMENSIONS } from '#libs/indicators';
import { isDay } from '#libs/trajectory';
import type { SentParameters } from '../figures/figures.js';
import { invalidParameters, type ParameterError } from '../parameters/invalid-parameters.js';
import type { NoteFilter } from './note.js';

const KNOWN: readonly string[] = ['indicator', 'from', 'to', ...DIMENSIONS];

/**
 * Reads which notes are asked for.
 * @param errors what is wrong with other parameters of the request
 * @throws ProblemException 400 that names each parameter
 */
export function readFilter(sent: SentParameters, errors: readonly ParameterError[]): NoteFilter {
  const wrong = Object.entries(sent).flatMap(([parameter, value]): ParameterError[] => {
    const impossible = (message: string) => [{ parameter, code: 'impossible-parameter', message }];
    if (!KNOWN.includes(parameter)) {
      const message = `There is no such parameter; here are ${[...KNOWN, 'limit', 'after'].join(', ')}.`;
      return [{ parameter, code: 'unknown-parameter', message }];
    }
    if (typeof value !== 'string' || value === '') return impossible('Give it once; several values as a comma list.');
    if ((parameter === 'from' || parameter === 'to') && !isDay(value)) return impossible('Give a day, as YYYY-MM-DD.');
    return [];
  });
  if (wrong.length + errors.length > 0) throw invalidParameters([...wrong, ...errors]);
  const { indicator, from, to, ...groups } = sent as Readonly<Record<string, string>>;
  const lists = Object.entries(groups).map(([name, values]) => [name, values.split(',')] as const);
  return { indicator, from, to, groups: Object.fromEntries(lists) };
}
