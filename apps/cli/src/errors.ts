/** Errors that a command ends with, by exit status. */

/** The work failed for a reason the message explains: exit status 1, no stack. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  readonly exitCode: number = 1;
}

/** The command was called wrongly: exit status 2. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
  override readonly exitCode = 2;
}
