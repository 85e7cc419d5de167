/** The rules of youth probation (jeugdreclassering), in the order in which a refusal names them. */
import { nothingAfterEnd } from './ending.js';
import { once } from './once.js';
import { notBeforeBirth, notBeforeOpening, opened, openedOnce } from './opening.js';
import type { Rule } from './rule.js';

export const PROBATION_RULES: readonly Rule[] = [
  opened,
  openedOnce,
  notBeforeBirth,
  notBeforeOpening('probation-transferred', 'probation-ended'),
  once('probation-ended', 'already-ended', 'A probation ends once. Correct the end that stands.'),
  nothingAfterEnd(
    'probation-ended',
    'Nothing may be dated after the end of a probation. Check effectiveOn of both.',
    () => false,
  ),
];
