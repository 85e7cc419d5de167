import { CommandError } from '../errors.js';

/** The copy cannot go on; nothing of the source was touched. */
export class CopyError extends CommandError {
  override readonly name = 'CopyError';
}
