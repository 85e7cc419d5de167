/** The rules of a protection measure (kinderbeschermingsmaatregel), in the order in which a refusal names them. */
import {
  PLACEMENT_AUTHORISATIONS,
  type MeasureEndReason,
  type MeasureType,
  type PlacementAuthorisation,
} from '../codes/code-lists.js';
import { takeTurns, type Turn } from './alternation.js';
import { nothingAfterEnd } from './ending.js';
import { once } from './once.js';
import { notBeforeBirth, notBeforeOpening, opened, openedOnce } from './opening.js';
import type { Rule, Standing } from './rule.js';

/** Beginnings and ends of placement authorisations of one kind (machtiging uithuisplaatsing), in date order. */
export function authorisationTurns(standing: Standing, kind: PlacementAuthorisation): Turn[] {
  const turns: Turn[] = [];
  for (const event of standing.all) {
    if (event.name !== 'placement-authorised' && event.name !== 'placement-authorisation-ended') continue;
    if (event.data.authorisation === kind) turns.push({ event, begins: event.name === 'placement-authorised' });
  }
  return turns;
}

/** One placement authorisation of a kind at a time. */
const authorisationsAlternate: Rule = (standing) => {
  for (const kind of PLACEMENT_AUTHORISATIONS) {
    const { broken } = takeTurns(authorisationTurns(standing, kind));
    if (broken === null) continue;
    return broken.kind === 'begun-twice'
      ? {
          code: 'already-authorised',
          detail: 'A placement authorisation of this kind is in force on that day. Send its end first.',
          involved: broken.involved,
        }
      : {
          code: 'not-authorised',
          detail: 'No placement authorisation of this kind is in force on that day. Send its beginning first.',
          involved: broken.involved,
        };
  }
  return null;
};

/** Whether a measure of a type can end for a reason (CBS 5.3.1): 01-06 (V)OTS, 07 VOTS only, 11-15 voogdij. */
export function endReasonFits(type: MeasureType, reason: MeasureEndReason): boolean {
  const supervision = type === '11' || type === '12';
  if (reason === '07') return type === '12';
  return supervision === reason < '07';
}

const endReasonMatchesType: Rule = (standing) => {
  const imposed = standing.of('protection-measure-imposed')[0];
  const ended = standing.of('protection-measure-ended')[0];
  if (imposed === undefined || ended === undefined) return null;
  if (endReasonFits(imposed.data.measureType, ended.data.endReason)) return null;
  return {
    code: 'wrong-end-reason',
    detail:
      'endReason does not belong to this type of measure: 01-06 for supervision (11, 12), 07 for provisional supervision (12) only, 11-15 for guardianship (21, 22, 23).',
    involved: [imposed, ended],
    at: [{ event: ended, pointer: '/endReason' }],
  };
};

export const MEASURE_RULES: readonly Rule[] = [
  opened,
  openedOnce,
  notBeforeBirth,
  notBeforeOpening(
    'protection-measure-transferred',
    'placement-authorised',
    'placement-authorisation-ended',
    'protection-measure-ended',
  ),
  once('protection-measure-ended', 'already-ended', 'A measure ends once. Correct the end that stands.'),
  nothingAfterEnd(
    'protection-measure-ended',
    'Nothing may be dated after the end of a measure. Check effectiveOn of both.',
    () => false,
  ),
  endReasonMatchesType,
  authorisationsAlternate,
];
