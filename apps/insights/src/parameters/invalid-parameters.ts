import { ProblemException } from '#libs/http';

/** One parameter that is unknown or impossible; the message never holds its value. */
export interface ParameterError {
  readonly parameter: string;
  readonly code: string;
  readonly message: string;
}

/** The 400 for a question that cannot be asked so: all that is wrong with it at once. */
export function invalidParameters(errors: readonly ParameterError[]): ProblemException {
  const names = [...new Set(errors.map((error) => error.parameter))].join(', ');
  return new ProblemException({
    status: 400,
    code: 'invalid-parameters',
    title: 'Unknown or impossible parameters',
    detail: `The question cannot be asked so: look at ${names}. Nothing was computed.`,
    errors: errors.map(({ parameter, code, message }) => ({ pointer: parameter, code, message })),
  });
}
