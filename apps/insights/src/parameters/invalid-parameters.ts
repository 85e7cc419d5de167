import { invalidParameters as invalid, type ProblemException } from '#libs/http';

/** One parameter that is unknown or impossible; the message never holds its value. */
export interface ParameterError {
  readonly parameter: string;
  readonly code: string;
  readonly message: string;
}

/** The 400 for a question that cannot be asked so: all that is wrong with it at once. */
export const invalidParameters = (errors: readonly ParameterError[]): ProblemException =>
  invalid(errors.map(({ parameter, code, message }) => ({ pointer: parameter, code, message })));
