/** Why an indicator cannot be defined or retired. */
import { ProblemException, type ProblemError, unavailable } from '#libs/http';

/** 400: the document alone shows it; `errors` points at each fault. */
export function invalidDefinition(errors: readonly ProblemError[]): ProblemException {
  return new ProblemException({
    status: 400,
    code: 'invalid-definition',
    title: 'Invalid definition',
    detail: 'The definition cannot be computed so: errors points at each fault. Nothing was recorded.',
    errors,
  });
}

/** 409: what comes with the program is the same everywhere. */
export function builtInIndicator(): ProblemException {
  return new ProblemException({
    status: 409,
    code: 'built-in-indicator',
    title: 'Built-in indicator',
    detail: 'This indicator comes with the program. Define one of your own under another id.',
  });
}

/** How often something is decided again because somebody else wrote in between. */
export const MOST_ATTEMPTS = 50;

/** 503: others kept writing. */
export function contended(): ProblemException {
  return unavailable('contended', 'Others keep changing this indicator. Send it again.', 1);
}

/** 409: somebody else changed the indicator, or the sender took it for another version. */
export function wrongVersion(latest: number | null): ProblemException {
  const state =
    latest === null ? 'The indicator is not defined yet' : `The latest version of the indicator is ${latest}`;
  return new ProblemException({
    status: 409,
    code: 'wrong-version',
    title: 'Wrong version',
    detail: `${state}. Read it again and decide anew.`,
  });
}
