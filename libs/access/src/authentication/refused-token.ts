/** A token that shows nobody; the message says why, never what was sent. */
export class RefusedToken extends Error {
  override readonly name = 'RefusedToken';
}

/** Who vouches for tokens cannot be asked now. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}
