/** Given what was recorded, when an event arrives, then it is accepted or refused. */
import { expect } from '@jest/globals';
import { decide } from '../src/decide.js';
import type { CareEvent, StreamKind } from '../src/events/care-event.js';
import type { Refusal, RefusalCode } from '../src/rules/refusal.js';
import { recorded } from './events.js';

/** Today, in every specification. */
export const TODAY = '2025-12-31';

/** What is expected of a refusal. */
export interface ExpectedRefusal {
  readonly code: RefusalCode;
  /** Default 409. */
  readonly status?: 400 | 409;
  /** Ids of the events in the way, in date order; none by default. */
  readonly blocking?: readonly string[];
  /** Checked when given; null for none. */
  readonly pointer?: string | null;
}

export interface DeciderSpecification {
  /** What the decider says when this arrives next. */
  when(next: CareEvent): {
    accepted(): void;
    refused(expected: ExpectedRefusal): void;
  };
}

/** A stream in which these events arrived in this order; each must have been acceptable itself. */
export function given(kind: StreamKind, ...events: readonly CareEvent[]): DeciderSpecification {
  const history = recorded(...events);
  history.forEach((e, i) =>
    expect({ given: e.id, refusal: decide(kind, history.slice(0, i), e, TODAY) }).toEqual({
      given: e.id,
      refusal: null,
    }),
  );
  return {
    when(next) {
      const refusal = decide(kind, history, next, TODAY);
      return {
        accepted: () => expect(refusal).toBeNull(),
        refused: (expected) => expectRefusal(refusal, expected),
      };
    },
  };
}

function expectRefusal(refusal: Refusal | null, expected: ExpectedRefusal): void {
  expect({
    code: refusal?.code,
    status: refusal?.status,
    blocking: (refusal?.blocking ?? []).map(({ id }) => id),
  }).toEqual({
    code: expected.code,
    status: expected.status ?? 409,
    blocking: expected.blocking ?? [],
  });
  expect(refusal!.detail).toMatch(/\.$/);
  if (expected.pointer !== undefined) expect(refusal!.pointer ?? null).toBe(expected.pointer);
}
