/** Names of codes that no figure has: of measures and probations (CBS code lists), and the words of the ledger's own lists. */
import { valueName } from '../../text/codes.js';
import { names, texts, type Language } from '../../text/language.js';
import type { Kind } from './history.js';

/** By field; `endReason` is that of a measure. */
const CODES = texts<Readonly<Record<string, Readonly<Record<string, string>>>>>({
  nl: {
    endReason: names({
      '01': 'meerderjarig',
      '02': 'tussentijds opgeheven',
      '03': 'niet verlengd',
      '04': 'volgens plan',
      '05': 'gezagsbeëindigende maatregel',
      '06': 'overlijden',
      '07': 'omgezet in ondertoezichtstelling',
      '11': 'meerderjarig',
      '12': 'voogdij naar pleegouder',
      '13': 'voogdij naar contactpersoon',
      '14': 'herstel gezag',
      '15': 'overlijden',
    }),
    authorisation: names({ '71': 'gesloten plaatsing', '72': 'uithuisplaatsing' }),
    probationType: names({
      '41': 'toezicht en begeleiding, gedwongen',
      '42': 'toezicht en begeleiding, vrijwillig',
      '50': 'ITB Harde Kern',
      '51': 'ITB Criem',
      '61': 'scholings- en trainingsprogramma',
      '62': 'gedragsbeïnvloedende maatregel',
      '63': 'voorbereiding gedragsbeïnvloedende maatregel',
    }),
    riskChange: names({ '41': 'lager', '42': 'even hoog', '43': 'hoger' }),
    careAfter: names({ '51': 'nee', '52': 'ja' }),
    recognisedIntervention: names({ '01': 'ja', '02': 'nee' }),
    moment: names({ start: 'begin', interim: 'tussentijds', end: 'einde' }),
    form: names({ written: 'schriftelijk', oral: 'mondeling' }),
    status: names({ added: 'toegevoegd', scored: 'gescoord', withdrawn: 'vervallen' }),
    by: names({ provider: 'aanbieder', 'local-team': 'lokaal team' }),
    informant: names({ youth: 'jeugdige', parent: 'ouder' }),
    offence: names({ general: 'algemeen', serious: 'ernstig', 'very-serious': 'zeer ernstig' }),
    caseStatus: names({ valid: 'geldig', pending: 'loopt', dismissed: 'geseponeerd' }),
    domains: names({
      housing: 'wonen',
      'education-work': 'school en werk',
      income: 'inkomen',
      wellbeing: 'welzijn',
      support: 'steun',
    }),
    reason: names({
      'client-request': 'op verzoek van de cliënt',
      matching: 'zoeken naar passende hulp',
      emigrated: 'geëmigreerd',
      'moved-out-of-region': 'buiten de regio',
      'typing-error': 'typefout',
      'wrong-client': 'verkeerde cliënt',
      'late-information': 'late informatie',
      other: 'anders',
    }),
  },
  en: {
    endReason: names({
      '01': 'came of age',
      '02': 'lifted early',
      '03': 'not extended',
      '04': 'according to plan',
      '05': 'measure ending parental authority',
      '06': 'death',
      '07': 'turned into a supervision order',
      '11': 'came of age',
      '12': 'guardianship to foster parent',
      '13': 'guardianship to a contact person',
      '14': 'authority restored',
      '15': 'death',
    }),
    authorisation: names({ '71': 'secure placement', '72': 'out-of-home placement' }),
    probationType: names({
      '41': 'supervision and guidance, compulsory',
      '42': 'supervision and guidance, voluntary',
      '50': 'ITB Harde Kern',
      '51': 'ITB Criem',
      '61': 'schooling and training programme',
      '62': 'behavioural measure',
      '63': 'preparation of a behavioural measure',
    }),
    riskChange: names({ '41': 'lower', '42': 'equal', '43': 'higher' }),
    careAfter: names({ '51': 'no', '52': 'yes' }),
    recognisedIntervention: names({ '01': 'yes', '02': 'no' }),
    moment: names({ start: 'start', interim: 'interim', end: 'end' }),
    form: names({ written: 'written', oral: 'oral' }),
    status: names({ added: 'added', scored: 'scored', withdrawn: 'withdrawn' }),
    by: names({ provider: 'provider', 'local-team': 'local team' }),
    informant: names({ youth: 'young person', parent: 'parent' }),
    offence: names({ general: 'general', serious: 'serious', 'very-serious': 'very serious' }),
    caseStatus: names({ valid: 'valid', pending: 'pending', dismissed: 'dismissed' }),
    domains: names({
      housing: 'housing',
      'education-work': 'education and work',
      income: 'income',
      wellbeing: 'wellbeing',
      support: 'support',
    }),
    reason: names({
      'client-request': 'request of the client',
      matching: 'looking for a match',
      emigrated: 'emigrated',
      'moved-out-of-region': 'moved out of the region',
      'typing-error': 'typing error',
      'wrong-client': 'wrong client',
      'late-information': 'late information',
      other: 'other',
    }),
  },
});

/** Fields that hold a code of a dimension under another name. */
const SAME_LIST: Readonly<Record<string, string>> = { fromCareForm: 'careForm', toCareForm: 'careForm' };

/** What a field holds, for readers: a code by its name with the code beside it. The lists of end reasons overlap, so the kind decides. */
export function codeName(field: string, code: string, language: Language, kind: Kind): string {
  if (field === 'endReason' && kind === 'trajectory') return valueName(field, code, language, 'record');
  const name = CODES[language][field]?.[code];
  if (name === undefined) return valueName(SAME_LIST[field] ?? field, code, language);
  return /^\d+$/.test(code) ? `${name} (${code})` : name;
}
