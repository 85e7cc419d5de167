import { invalidParameters } from './invalid-parameters.js';

/**
 * For paths without parameters.
 * @throws ProblemException 400 that names each parameter sent
 */
export function refuseParameters(sent: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(sent);
  if (names.length === 0) return;
  throw invalidParameters(
    names.map((parameter) => ({
      parameter,
      code: 'unknown-parameter',
      message: 'This path takes no parameters.',
    })),
  );
}
