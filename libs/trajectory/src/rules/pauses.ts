/** Pauses of the wait (`waiting-paused`, `waiting-resumed`): they alternate, and none comes after the start of care. */
import { takeTurns, type Turn } from './alternation.js';
import { datesOf, type Rule, type Standing } from './rule.js';

/** Pauses and resumptions in date order. */
export function pauseTurns(standing: Standing): Turn[] {
  const paused = standing.of('waiting-paused');
  const resumed = standing.of('waiting-resumed');
  if (paused.length + resumed.length === 0) return [];
  return standing.all
    .filter((event) => event.name === 'waiting-paused' || event.name === 'waiting-resumed')
    .map((event) => ({ event, begins: event.name === 'waiting-paused' }));
}

export const pausesAlternate: Rule = (standing) => {
  const { broken } = takeTurns(pauseTurns(standing));
  if (broken === null) return null;
  return broken.kind === 'begun-twice'
    ? {
        code: 'already-paused',
        detail: 'The wait is already paused on that day. Send the resumption first, or correct the date.',
        involved: broken.involved,
      }
    : {
        code: 'not-paused',
        detail: 'The wait is not paused on that day. Send the pause first, or correct the date.',
        involved: broken.involved,
      };
};

/** After the start of care there is no wait that could be paused or resumed. */
export const noPauseAfterStart: Rule = (standing) => {
  const started = standing.of('care-started')[0];
  if (started === undefined) return null;
  const late = pauseTurns(standing).find(({ event }) => event.data.effectiveOn > started.data.effectiveOn);
  if (late === undefined) return null;
  return {
    code: 'not-paused',
    detail: `${late.event.name} must not be dated after care-started: the wait is over. Check effectiveOn of both.`,
    involved: [started, late.event],
    at: datesOf(started, late.event),
  };
};
