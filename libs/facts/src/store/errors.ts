/** The facts file cannot be used; the message says what to do. */
export class FactsUnavailableError extends Error {
  override readonly name = 'FactsUnavailableError';
}
