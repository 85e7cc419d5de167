/** A stored event cannot be read. The message names its position and what is wrong, never what it holds. */
export class DamagedEventError extends Error {
  override readonly name = 'DamagedEventError';
  constructor(
    /** Where the event stands. */
    readonly position: string,
    readonly stream: string,
    fault: string,
  ) {
    super(`The event at position ${position} cannot be read: ${fault}.`);
  }
}
