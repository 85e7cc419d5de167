import type { IndicatorDefinition, Parameter, Text } from '../language/definition.js';
import type { Condition, Value } from '../language/expression.js';
import { DECEASED_TERM, followUp, INCOMPLETE_FOLLOW_UP } from './common.js';

const REGISTERED: Value = { field: 'registeredOn', of: 'case' };

/** Days of the wait, from registration up to a day, on which it was paused. */
function pausedDays(until: Value): Value {
  const from: Value = { latest: [{ field: 'fromOn' }, REGISTERED] };
  const to: Value = { earliest: [{ field: 'untilOn' }, until] };
  const paused: Value = {
    sum: { daysBetween: [from, to] },
    over: {
      unit: 'waitingPause',
      where: {
        and: [{ compare: [{ field: 'trajectory' }, '=', { field: 'id', of: 'case' }] }, { compare: [from, '<', to] }],
      },
    },
  };
  return { known: [paused, 0] };
}

const waitUntil = (day: Value): Value => ({ subtract: [{ daysBetween: [REGISTERED, day] }, pausedDays(day)] });

const NORMS: Parameter = {
  type: 'integers',
  label: { nl: 'Normen in dagen', en: 'Norms in days' },
  default: [28, 70],
  minimum: 0,
  maximum: 36_525,
};

const REGISTRATION: Text = {
  nl: 'Het wachten begint op de laatste van verwijzing en besluit; is er maar één bekend, dan op die dag.',
  en: 'The wait begins on the later of referral and decision; where one alone is known, on that day.',
};

const STARTERS_ONLY: Text = {
  nl: 'Alleen wie begon telt mee; dat geeft een te korte wachttijd. `time-to-care` telt ook wie nog wacht.',
  en: 'Only those who started count; that gives too short a wait. `time-to-care` also counts those still waiting.',
};

const CRISIS: Condition = { compare: [{ field: 'crisis' }, '=', true] };

/** Wachttijd van wie begon (indicators.md 4). */
export const waitingTime: IndicatorDefinition = {
  id: 'waiting-time',
  version: 1,
  name: { nl: 'Wachttijd', en: 'Waiting time' },
  explanation: {
    nl: 'Dagen tussen aanmelding en start van de zorg, zonder de dagen waarop het wachten onderbroken was, van zorg die in de periode begon.',
    en: 'Days between registration and start of care, less the days on which the wait was paused, of care that started in the window.',
  },
  source: {
    nl: 'Treeknormen; er is geen landelijke definitie voor jeugdhulp.',
    en: 'Treek norms; there is no national definition for youth care.',
  },
  caveats: [REGISTRATION, STARTERS_ONLY],
  direction: 'lower-is-better',
  parameters: { norms: NORMS },
  figure: {
    shape: 'measure',
    cases: { unit: 'trajectory', index: { field: 'startOn' }, where: { not: CRISIS } },
    excluded: { beforeRegistration: { compare: [{ field: 'startOn' }, '<', { field: 'registeredOn' }] } },
    number: waitUntil({ field: 'startOn', of: 'case' }),
    within: { norms: { parameter: 'norms' }, how: 'at-most' },
    beside: {
      referralToIntake: { statistics: { daysBetween: [{ field: 'referredOn' }, { field: 'intakeOn' }] } },
      intakeToStart: { statistics: { daysBetween: [{ field: 'intakeOn' }, { field: 'startOn' }] } },
    },
  },
  terms: {
    beforeRegistration: { nl: 'begonnen vóór de aanmelding', en: 'started before registration' },
    referralToIntake: { nl: 'van verwijzing tot intake', en: 'from referral to intake' },
    intakeToStart: { nl: 'van intake tot start', en: 'from intake to start' },
  },
};

/** Tijd tot zorg (indicators.md 4). */
export const timeToCare: IndicatorDefinition = {
  id: 'time-to-care',
  version: 1,
  name: { nl: 'Tijd tot zorg', en: 'Time to care' },
  explanation: {
    nl: 'De kans dat de zorg binnen de volgtijd na de aanmelding begint; ook wie nog wacht telt mee.',
    en: 'The probability that care starts within the follow-up after registration; those still waiting count too.',
  },
  source: {
    nl: 'Treeknormen; eigen uitwerking als overlevingsduur.',
    en: 'Treek norms; as a survival time a reading of our own.',
  },
  caveats: [
    REGISTRATION,
    {
      nl: 'Crisis is alleen bekend van wie begon: wie in crisis begon is uitgesloten, wie nog wacht kan crisis zijn.',
      en: 'Crisis is known only of those who started: those who started in crisis are excluded, those still waiting may be one.',
    },
    {
      nl: 'Alleen wie begon geeft een te korte wachttijd; daarom komen mediaan en normen uit de curve over allen.',
      en: 'Those who started alone give too short a wait; median and norms therefore come from the curve over all.',
    },
    INCOMPLETE_FOLLOW_UP,
  ],
  direction: 'higher-is-better',
  parameters: { followUpDays: followUp(365), norms: NORMS },
  figure: {
    shape: 'time-to-event',
    cases: { unit: 'trajectory', index: { field: 'registeredOn' } },
    excluded: {
      crisis: CRISIS,
      started: { compare: [{ field: 'startOn' }, '<', { question: 'index' }] },
      ended: { compare: [{ field: 'endOn' }, '<', { question: 'index' }] },
      deceased: { compare: [{ field: 'deceasedOn', of: 'person' }, '<', { question: 'index' }] },
    },
    event: { field: 'startOn' },
    competing: { endedBeforeCare: { field: 'endOn' }, death: { field: 'deceasedOn', of: 'person' } },
    firstDay: 0,
    followUpDays: { parameter: 'followUpDays' },
    fromCurve: { within: { parameter: 'norms' } },
  },
  terms: {
    crisis: { nl: 'begonnen in crisis', en: 'started in crisis' },
    started: { nl: 'begonnen vóór de aanmelding', en: 'started before registration' },
    ended: { nl: 'geëindigd vóór de aanmelding', en: 'ended before registration' },
    deceased: DECEASED_TERM,
    endedBeforeCare: { nl: 'geëindigd zonder zorg', en: 'ended before care' },
    death: { nl: 'overlijden', en: 'death' },
  },
};

/** On or before the last day of the window. */
const byThen = (value: Value): Condition => ({ compare: [value, '<=', { question: 'to' }] });

/** Wachtlijst (indicators.md 4). */
export const waitingList: IndicatorDefinition = {
  id: 'waiting-list',
  version: 1,
  name: { nl: 'Wachtlijst', en: 'Waiting list' },
  explanation: {
    nl: 'Wie op de laatste dag van de periode wacht op zorg, en hoeveel dagen al, zonder de dagen waarop het wachten onderbroken was.',
    en: 'Those waiting for care on the last day of the window, and for how many days so far, less the days on which the wait was paused.',
  },
  source: { nl: 'Regionale kerncijfers; eigen uitwerking.', en: 'Regional key figures; a reading of our own.' },
  caveats: [
    REGISTRATION,
    {
      nl: 'Een stand, geen stroom: de eerste dag van de periode doet niet ter zake. Wie lang wacht staat vaker op een lijst dan wie kort wacht.',
      en: 'A stock, not a flow: the first day of the window does not matter. Those who wait long stand on a list more often than those who wait briefly.',
    },
  ],
  direction: 'lower-is-better',
  parameters: {},
  figure: {
    shape: 'measure',
    cases: {
      unit: 'trajectory',
      index: { question: 'to' },
      where: {
        and: [
          byThen({ field: 'registeredOn' }),
          { not: byThen({ field: 'startOn' }) },
          { not: byThen({ field: 'endOn' }) },
          { not: byThen({ field: 'deceasedOn', of: 'person' }) },
          {
            not: {
              exists: {
                unit: 'observationGap',
                where: {
                  and: [
                    { compare: [{ field: 'leftOn' }, '<', { question: 'to' }] },
                    { not: byThen({ field: 'returnedOn' }) },
                  ],
                },
              },
            },
          },
        ],
      },
    },
    number: waitUntil({ question: 'to' }),
  },
};
