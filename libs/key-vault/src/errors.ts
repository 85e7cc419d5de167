/** The key vault cannot be used; the message says what to do and never holds a key. */
export class KeyVaultError extends Error {
  override readonly name = 'KeyVaultError';
}
