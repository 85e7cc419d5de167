import { invalidParameters } from './invalid-parameters.js';

/**
 * Takes `version`, which names the version of an indicator, out of the parameters of a question.
 * @returns undefined when the latest is asked, and all other parameters
 * @throws ProblemException 400 when it is no version
 */
export function readVersion<T extends Readonly<Record<string, unknown>>>(
  sent: T,
): { readonly version: number | undefined; readonly others: Omit<T, 'version'> } {
  const { version, ...others } = sent;
  if (version === undefined) return { version: undefined, others };
  if (typeof version === 'string' && /^[1-9]\d{0,5}$/.test(version)) return { version: Number(version), others };
  const message = 'Give one version of the indicator: a whole number from 1.';
  throw invalidParameters([{ parameter: 'version', code: 'impossible-parameter', message }]);
}
