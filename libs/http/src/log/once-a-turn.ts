import type { DestinationStream } from 'pino';

/**
 * Gathers what is logged while one turn of the event loop runs and writes it at its end, in one call: requests that shared
 * a commit are answered together, and a write of its own for each took longer than making its line. What is left when the
 * process ends is written then.
 */
export class OnceATurn implements DestinationStream {
  private lines = '';

  constructor(private readonly destination: DestinationStream) {
    process.once('exit', () => this.flushSync());
  }

  write(line: string): void {
    if (this.lines === '') setImmediate(() => this.flushSync());
    this.lines += line;
  }

  /** Writes what has gathered; pino calls it for what is fatal. */
  flushSync(): void {
    if (this.lines === '') return;
    const { lines } = this;
    this.lines = '';
    this.destination.write(lines);
  }
}
