/** Problems that say why an event is refused. */
import { ERASED } from '#libs/privacy';
import { problemOf, type Problem } from '#libs/http';
import { typeOf, type Refusal } from '#libs/trajectory';
import type { Violation } from '../validation/violation.js';
import type { Unreadable } from './outcome.js';

/** Which code a problem with several faults carries: first the shape, then the codes and dates. */
const PRECEDENCE: readonly Violation['code'][] = [
  'malformed',
  'unknown-field',
  'unknown-type',
  'unknown-code',
  'invalid-date',
  'invalid-bsn',
];

/** Most faults that a problem lists: nobody mends more at once, and an answer must not outgrow its question. */
const LISTED = 100;

/** 400 for an event whose shape or codes are wrong. */
export function problemOfViolations(violations: readonly Violation[]): Problem {
  const code = PRECEDENCE.find((known) => violations.some((violation) => violation.code === known))!;
  const [first, ...more] = violations;
  const detail =
    more.length === 0
      ? first!.message
      : `${violations.length} fields are not valid; errors names ${violations.length > LISTED ? 'the first' : 'each'}.`;
  return problemOf({ status: 400, code, title: titleOf(code), detail, errors: violations.slice(0, LISTED) });
}

/** 400 or 409 for an event that breaks rules; the first refusal gives status and code. */
export function problemOfRefusals(refusals: readonly [Refusal, ...Refusal[]]): Problem {
  const [{ status, code, detail }] = refusals;
  const errors = refusals.flatMap(({ pointer, code: own, detail: message }) =>
    pointer === undefined ? [] : [{ pointer, code: own, message }],
  );
  const blocking = refusals.flatMap((refusal) => refusal.blocking ?? []);
  const extensions =
    blocking.length === 0
      ? {}
      : {
          blocking: blocking.map(({ source, id, name, effectiveOn }) => ({
            source,
            id,
            type: typeOf(name),
            effectiveOn,
          })),
        };
  return problemOf({ status, code, title: titleOf(code), detail, errors, extensions });
}

/** A problem without fields. */
export function plainProblem(status: number, code: string, detail: string): Problem {
  return problemOf({ status, code, title: titleOf(code), detail });
}

/** 400 or 413 for what is no JSON. */
export function problemOfUnreadable({ status, reason, pointer }: Unreadable): Problem {
  const code = status === 413 ? 'too-large' : 'malformed';
  const errors = pointer === undefined ? [] : [{ pointer, code, message: reason }];
  return problemOf({ status, code, title: titleOf(code), detail: reason, errors });
}

/** Sent again, what was erased would come back. */
export const ERASED_EVENT = plainProblem(
  409,
  ERASED,
  'What this event is about was erased at request or because its term was over. It is not recorded again; nothing of it was kept.',
);

export const ID_CONFLICT = plainProblem(
  409,
  'event-id-conflict',
  'An event with this source and id but with other content is recorded already. Send a correction, or use another id.',
);

export const OTHER_STREAM = plainProblem(
  409,
  'other-stream',
  'The event that this points at stands in another stream than subject says. Leave subject out or mend it.',
);

/** 409 for an `If-Match` that does not hold. */
export function wrongRevision(actual: number | null): Problem {
  const state = actual === null ? 'The stream has no event yet' : `The stream is at revision ${actual}`;
  return {
    ...plainProblem(409, 'wrong-revision', `${state}. Read it again and decide anew.`),
    revision: actual,
  };
}

/** `already-opened` -> `Already opened`. */
function titleOf(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
}
