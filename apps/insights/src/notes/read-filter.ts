import { DIMENSIONS, parseFilter, type Dimension } from '#libs/indicators';
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
  const wrong: ParameterError[] = [];
  const impossible = (parameter: string, message: string): void =>
    void wrong.push({ parameter, code: 'impossible-parameter', message });
  const given: Record<string, string> = {};
  const groups: Partial<Record<Dimension, readonly string[]>> = {};
  for (const [parameter, value] of Object.entries(sent)) {
    if (!KNOWN.includes(parameter)) {
      const message = `There is no such parameter; here are ${[...KNOWN, 'limit', 'after'].join(', ')}.`;
      wrong.push({ parameter, code: 'unknown-parameter', message });
    } else if (typeof value !== 'string' || value === '') {
      impossible(parameter, 'Give it once; several values as a comma list.');
    } else if (isDimension(parameter)) {
      const { values, expected } = parseFilter(parameter, value);
      if (values) groups[parameter] = values;
      else impossible(parameter, `Give ${expected}.`);
    } else if (parameter !== 'indicator' && !isDay(value)) {
      impossible(parameter, 'Give a day that exists, as YYYY-MM-DD.');
    } else given[parameter] = value;
  }
  const { indicator, from, to } = given;
  if (from !== undefined && to !== undefined && from > to) {
    impossible('to', 'The window ends before it begins: give a day on or after from.');
  }
  if (wrong.length + errors.length > 0) throw invalidParameters([...wrong, ...errors]);
  return { indicator, from, to, groups };
}

const isDimension = (name: string): name is Dimension => (DIMENSIONS as readonly string[]).includes(name);
