import type { ProblemError } from '#libs/http';
import { holdsBsn } from '#libs/privacy';

/** Where a JSON value holds a BSN, in a text or in the name of a member; what stands there is not repeated. */
export function bsnErrors(value: unknown, pointer = ''): ProblemError[] {
  if (typeof value === 'string') return holdsBsn(value) ? [refusal(pointer)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    holdsBsn(name)
      ? [refusal(pointer)]
      : bsnErrors(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

function refusal(pointer: string): ProblemError {
  return {
    pointer,
    code: 'bsn',
    message: 'This holds a BSN, and what is recorded stays. Leave it out; nobody is named here.',
  };
}
