import type { ParameterDto } from '../api/types.js';
import type { Language } from './language.js';

/** A value of a parameter for readers: its name in the definition, with the code where it is a number; without a name as it is. */
export function parameterValueName(
  { labels }: Pick<ParameterDto, 'labels'>,
  value: string,
  language: Language,
): string {
  const name = labels?.[value]?.[language];
  if (name === undefined) return value;
  return /^\d+$/.test(value) ? `${name} (${value})` : name;
}
