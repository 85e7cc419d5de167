/** The rules of a trajectory (jeugdhulptraject), in the order in which a refusal names them. */
import type { CareEvent } from '../events/care-event.js';
import { endNotBeforeStart, nothingAfterEnd } from './ending.js';
import { goalAddedOnce, goalsKept } from './goals.js';
import { once } from './once.js';
import { notBeforeBirth, notBeforeOpening, opened, openedOnce } from './opening.js';
import { noPauseAfterStart, pausesAlternate } from './pauses.js';
import type { Rule } from './rule.js';

export const TRAJECTORY_RULES: readonly Rule[] = [
  opened,
  openedOnce,
  notBeforeBirth,
  notBeforeOpening('care-started', 'waiting-paused', 'waiting-resumed', 'trajectory-ended'),
  once('care-started', 'already-started', 'Care starts once in a trajectory. Correct the start that stands.'),
  once('trajectory-ended', 'already-ended', 'A trajectory ends once. Correct the end that stands.'),
  endNotBeforeStart('care-started', 'trajectory-ended'),
  nothingAfterEnd(
    'trajectory-ended',
    'Only end assessments, end goal scores, exit questionnaires and costs may be dated after the end of a trajectory. Check effectiveOn of both.',
    mayFollowTheEnd,
  ),
  goalAddedOnce,
  goalsKept,
  noPauseAfterStart,
  pausesAlternate,
];

/** End assessments, end goal scores, exit questionnaires and costs may be dated after the end. */
export function mayFollowTheEnd(event: CareEvent): boolean {
  switch (event.name) {
    case 'step-assessed':
      return event.data.moment === 'end';
    case 'goal-updated':
      return event.data.status === 'scored' && event.data.moment === 'end';
    case 'exit-questionnaire-completed':
    case 'cost-declared':
      return true;
    default:
      return false;
  }
}
