import { describe, expect, it } from '@jest/globals';
import { AccessDeniedError, DeadlineExceededError, UnavailableError } from '@eventstore/db-client';
import { Metadata, status } from '@grpc/grpc-js';
import { EventIdTakenError, IncompatibleStoreError, type StoreUnavailableError } from '#libs/event-store';
import { translated } from './failures.js';

/** An error as gRPC itself gives it. */
function bare(code: status, exception?: string): Error {
  const metadata = new Metadata();
  if (exception) metadata.set('exception', exception);
  return Object.assign(new Error('stream client-p-1 is not here'), { code, details: 'x', metadata });
}

describe('a failure', () => {
  it.each([
    [status.UNAVAILABLE, true],
    [status.CANCELLED, true],
    [status.DEADLINE_EXCEEDED, true],
    [status.ABORTED, true],
    [status.RESOURCE_EXHAUSTED, true],
    [status.INTERNAL, true],
    [status.UNKNOWN, true],
    [status.INVALID_ARGUMENT, false],
    [status.PERMISSION_DENIED, false],
    [status.UNAUTHENTICATED, false],
  ])('with gRPC code %p is one of the store (retryable: %p)', (code, retryable) => {
    expect(translated(bare(code))).toMatchObject({ name: 'StoreUnavailableError', retryable });
  });

  it('is the same whether it comes bare or as a class of the client', () => {
    const same = (classed: Error, code: status) => {
      const [a, b] = [translated(classed), translated(bare(code))] as StoreUnavailableError[];
      expect([a!.message, a!.retryable]).toEqual([b!.message, b!.retryable]);
    };
    // The client's classes are made from gRPC's errors; without one, only their type tells.
    same(new UnavailableError(), status.UNAVAILABLE);
    same(new DeadlineExceededError(), status.DEADLINE_EXCEEDED);
    same(new AccessDeniedError(), status.PERMISSION_DENIED);
  });

  it('is named by the trailers before the code', () => {
    expect(translated(bare(status.NOT_FOUND, 'not-leader'))).toMatchObject({ retryable: true });
    expect(translated(bare(status.UNKNOWN, 'access-denied'))).toMatchObject({ retryable: false });
    expect(translated(bare(status.FAILED_PRECONDITION, 'stream-deleted'))).toMatchObject({ retryable: false });
  });

  it('to find a cluster is one of the store', () => {
    expect(translated(new Error('Failed to discover after 10 attempts.'))).toMatchObject({ retryable: true });
  });

  it('of a server that does not know the call says what is needed', () => {
    expect(translated(bare(status.UNIMPLEMENTED))).toBeInstanceOf(IncompatibleStoreError);
  });

  it('never shows what may name a stream', () => {
    for (const code of [status.NOT_FOUND, status.INTERNAL, status.PERMISSION_DENIED, status.FAILED_PRECONDITION]) {
      const { message, cause } = translated(bare(code));
      expect(`${message} ${String(cause)}`).not.toContain('client-p-1');
    }
  });

  it('that is one of the port already, or a fault in the program, stays as it is', () => {
    const [taken, fault] = [new EventIdTakenError('x'), new TypeError('x')];
    expect(translated(taken)).toBe(taken);
    expect(translated(fault)).toBe(fault);
    expect(translated(undefined)).toBeInstanceOf(Error);
  });
});
