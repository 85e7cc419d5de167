import type { AppendManyOptions } from './port.js';

/** Which writes of one call of `appendMany` fall with an earlier one, the same in every store. */
export class Fallen {
  private readonly errors = new Map<string, Error>();
  private first: Error | null = null;

  constructor(private readonly options: AppendManyOptions = {}) {}

  /** Why a write to a stream cannot be made any more, or null. */
  before(stream: string): Error | null {
    return this.errors.get(stream) ?? (this.options.stopAtFailure ? this.first : null);
  }

  /** Notes that a write to a stream failed. */
  note(stream: string, error: Error): void {
    this.first ??= error;
    this.errors.set(stream, error);
  }
}
