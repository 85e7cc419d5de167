import type { status } from '@grpc/grpc-js';

/** An append as the server got it. */
export interface WireAppend {
  readonly stream: string;
  readonly ids: readonly string[];
}

/** A read or subscription as the server got it. */
export interface WireRead {
  /** `$all`, or the name of a stream. */
  readonly stream: string;
  readonly subscription: boolean;
  /** Where in `$all` it begins: `commit-prepare`, or null for the start or the end. */
  readonly from: string | null;
}

/** How a call ends. */
export interface WireStatus {
  readonly code: status;
  /** What EventStoreDB says beside the code, in the trailers: `access-denied`, `not-leader`, ... */
  readonly exception?: string;
  /** With `not-leader`: which one is. */
  readonly leader?: { readonly host: string; readonly port: number };
}

export type AppendFault =
  /** Every connection breaks before anything is stored. */
  | { readonly kind: 'lose-request' }
  /** It is stored, then every connection breaks. */
  | { readonly kind: 'lose-answer' }
  /** It is neither stored nor answered, as a server does with a repeat that it has not indexed yet. */
  | { readonly kind: 'no-answer' }
  /** It is on its way: stored and answered only when this resolves. */
  | { readonly kind: 'held'; readonly until: Promise<void> }
  /** It is stored at once and answered later. */
  | { readonly kind: 'late'; readonly ms: number }
  /** It is refused as if the stream were at another revision than expected. */
  | { readonly kind: 'wrong-version' }
  /** The call ends with this gRPC status. */
  | ({ readonly kind: 'status' } & WireStatus)
  /** It is answered with an error of this type of the protocol, such as `AccessDenied` or `Timeout`. */
  | { readonly kind: 'error'; readonly type: string };

export type ReadFault =
  /** Nothing is sent before this has passed. */
  | { readonly kind: 'late'; readonly ms: number }
  /** The call ends with this gRPC status after so many events. */
  | ({ readonly kind: 'status'; readonly afterEvents?: number } & WireStatus)
  /** The call ends after so many events as if all had been sent. */
  | { readonly kind: 'end'; readonly afterEvents: number }
  /** A subscription begins at its position instead of after it, so that one event comes again. */
  | { readonly kind: 'repeat' };

/** What goes wrong, asked at every call; undefined = nothing. */
export interface WireFaults {
  append?: (append: WireAppend) => AppendFault | undefined;
  read?: (read: WireRead) => ReadFault | undefined;
}

/** A fault that comes so many times and then no more. */
export function times<T, F>(
  count: number,
  fault: F,
  when: (call: T) => boolean = () => true,
): (call: T) => F | undefined {
  let left = count;
  return (call) => (left > 0 && when(call) ? ((left -= 1), fault) : undefined);
}
