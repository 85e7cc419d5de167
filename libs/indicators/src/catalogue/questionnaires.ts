import type { IndicatorDefinition, Text, ValueLabels } from '../language/definition.js';
import type { Condition } from '../language/expression.js';
import { ENDED_RECORDS, OF_THIS_RECORD, RECORD_OF_EVENT } from './common.js';

/** A grade by those asked about. */
const GRADED: Condition = {
  and: [
    { isKnown: { field: 'usefulness' } },
    {
      or: [
        { compare: [{ parameter: 'informant' }, '=', 'all'] },
        { compare: [{ field: 'informant' }, '=', { parameter: 'informant' }] },
      ],
    },
  ],
};

const BOTH_INFORMANTS: Text = {
  nl: 'Jeugdige en ouder kunnen elk een lijst invullen; dan tellen beide.',
  en: 'Youth and parent can each complete a questionnaire; both then count.',
};

const NON_RESPONSE: Text = {
  nl: 'Wie niets invulde staat niet in het cijfer; lees het samen met de respons.',
  en: 'Those who did not answer are not in the figure; read it together with the response.',
};

/** Cliënttevredenheid over het resultaat (indicators.md 3, 2; outcome 2). */
export const clientSatisfaction: IndicatorDefinition = {
  id: 'client-satisfaction',
  version: 1,
  name: { nl: 'Cliënttevredenheid over het nut van de hulp', en: 'Client satisfaction with the usefulness of care' },
  explanation: {
    nl: 'Het rapportcijfer (1-10) voor het nut van de hulp, bij trajecten die in de periode eindigden. `response` is het aandeel van die trajecten met een cijfer.',
    en: 'The grade (1-10) for the usefulness of care, of records that ended in the window. `response` is the share of those records with a grade.',
  },
  source: {
    nl: 'Landelijke prestatie-indicator 2; geharmoniseerde outcome 2.',
    en: 'National performance indicator 2; harmonised outcome 2.',
  },
  caveats: [NON_RESPONSE, BOTH_INFORMANTS],
  direction: 'higher-is-better',
  parameters: {
    informant: {
      type: 'choice',
      label: { nl: 'Wie de lijst invulde', en: 'Who completed the questionnaire' },
      default: 'all',
      values: ['all', 'youth', 'parent'],
      labels: {
        all: { nl: 'jeugdige en ouder samen', en: 'youth and parent together' },
        youth: { nl: 'de jeugdige', en: 'the young person' },
        parent: { nl: 'een ouder', en: 'a parent' },
      },
    },
    passMark: {
      type: 'integer',
      label: { nl: 'Voldoende vanaf', en: 'Pass mark' },
      default: 6,
      minimum: 1,
      maximum: 10,
    },
  },
  figure: {
    shape: 'measure',
    cases: {
      unit: 'questionnaire',
      index: { field: 'endOn', of: 'record' },
      where: GRADED,
      dimensionsOf: 'record',
    },
    lookups: { record: RECORD_OF_EVENT },
    number: { field: 'usefulness' },
    within: { norms: { parameter: 'passMark' }, how: 'at-least' },
    further: {
      response: {
        shape: 'share',
        cases: ENDED_RECORDS,
        numerator: { exists: { unit: 'questionnaire', where: { and: [OF_THIS_RECORD, GRADED] } } },
      },
    },
  },
  terms: { response: { nl: 'trajecten met een cijfer', en: 'records with a grade' } },
};

/** The answers of the CBS protocol (v7). */
const WITHOUT_HELP: ValueLabels = {
  '01': { nl: 'dezelfde of zwaardere hulp nodig', en: 'same or heavier help needed' },
  '02': { nl: 'verder met lichtere hulp', en: 'on with lighter help' },
  '03': { nl: 'nu geen hulp nodig', en: 'no help needed now' },
  '04': { nl: 'geen hulp meer nodig', en: 'no help needed any more' },
};

const answered = (code: string): Condition => ({ compare: [{ field: 'withoutHelp' }, '=', code] });

/** Zonder hulp verder kunnen (indicators.md 4; outcome 3.1). */
export const withoutHelp: IndicatorDefinition = {
  id: 'without-help',
  version: 1,
  name: { nl: 'Zonder hulp verder kunnen', en: 'Able to go on without help' },
  explanation: {
    nl: 'Het aandeel ingevulde exitvragenlijsten waarin de cliënt zegt zonder (deze) hulp verder te kunnen.',
    en: 'The share of exit questionnaires in which the client says to be able to go on without (this) help.',
  },
  source: { nl: 'Geharmoniseerde outcome 3.1; CBS-protocol v7.', en: 'Harmonised outcome 3.1; CBS protocol v7.' },
  caveats: [
    {
      nl: 'Standaard tellen 03 (nu geen hulp nodig) en 04 (geen hulp meer nodig); met codes=04 alleen de laatste.',
      en: 'By default 03 (no help needed now) and 04 (no help needed any more) count; with codes=04 the latter alone.',
    },
    BOTH_INFORMANTS,
  ],
  direction: 'higher-is-better',
  parameters: {
    codes: {
      type: 'codes',
      label: { nl: 'Antwoorden die als zonder hulp tellen', en: 'Answers that count as without help' },
      default: ['03', '04'],
      values: ['01', '02', '03', '04'],
      labels: WITHOUT_HELP,
    },
  },
  figure: {
    shape: 'share',
    cases: {
      unit: 'questionnaire',
      index: { field: 'endOn', of: 'record' },
      where: { isKnown: { field: 'withoutHelp' } },
      dimensionsOf: 'record',
    },
    lookups: { record: RECORD_OF_EVENT },
    numerator: { in: [{ field: 'withoutHelp' }, { parameter: 'codes' }] },
    beside: {
      distribution: {
        distribution: { '01': answered('01'), '02': answered('02'), '03': answered('03'), '04': answered('04') },
      },
    },
  },
  terms: { distribution: { nl: 'antwoorden', en: 'answers' }, ...WITHOUT_HELP },
};
