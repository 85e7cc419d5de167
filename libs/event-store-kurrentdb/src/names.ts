import { InvalidArgumentError } from '#libs/event-store';

const PREFIX = /^[A-Za-z][A-Za-z0-9._]{0,39}$/;

/**
 * Names on the server. Several ledgers, and other programs, may share one: with the prefix `care` the stream
 * `client-p-1` is `care:client-p-1` there, and the claims of an event id are in `care-id-<uuid>`, outside of what
 * `care:` selects. A prefix has neither `:` nor `-`, so no prefix selects streams of another.
 */
export class Names {
  /** What every stream of events begins with on the server. */
  readonly events: string;
  private readonly claims: string;

  /** @throws InvalidArgumentError when the prefix is none. */
  constructor(prefix: string) {
    if (!PREFIX.test(prefix)) {
      throw new InvalidArgumentError(
        'A stream prefix begins with a letter and has at most 40 letters, digits, dots and underscores.',
      );
    }
    this.events = `${prefix}:`;
    this.claims = `${prefix}-id-`;
  }

  /** The server's name of a stream of events. */
  ofStream(stream: string): string {
    return this.events + stream;
  }

  /** The server's name of the stream with the claims of an event id. */
  ofClaims(id: string): string {
    return this.claims + id;
  }

  /** The stream that a server's name stands for, or null when it is not one of this ledger's streams of events. */
  streamOf(name: string): string | null {
    return name.startsWith(this.events) ? name.slice(this.events.length) : null;
  }
}
