/** Names of the codes in figures (CBS code lists), and of the dimensions they belong to. */
import type { Dimension } from '../question/dimensions.js';
import { texts, type Language } from './language.js';
import { MUNICIPALITIES } from './municipalities.js';

export const DIMENSION_NAMES = texts<Readonly<Record<Dimension, string>>>({
  nl: {
    region: 'Regio',
    municipality: 'Gemeente',
    provider: 'Aanbieder',
    careForm: 'Hulpvorm',
    referrer: 'Verwijzer',
    sex: 'Geslacht',
    ageBand: 'Leeftijd',
    endReason: 'Reden beëindiging',
    measureType: 'Soort maatregel',
    year: 'Jaar',
  },
  en: {
    region: 'Region',
    municipality: 'Municipality',
    provider: 'Provider',
    careForm: 'Care form',
    referrer: 'Referrer',
    sex: 'Sex',
    ageBand: 'Age',
    endReason: 'End reason',
    measureType: 'Type of measure',
    year: 'Year',
  },
});

type Names = Readonly<Record<string, string>>;

const CARE_FORMS = texts<Names>({
  nl: {
    '01': 'wijk- of buurtteam',
    '02': 'ambulant bij aanbieder',
    '03': 'daghulp bij aanbieder',
    '04': 'in het eigen netwerk',
    '11': 'pleegzorg',
    '12': 'gezinsgericht verblijf',
    '13': 'gesloten plaatsing',
    '14': 'ander verblijf',
  },
  en: {
    '01': 'neighbourhood team',
    '02': 'ambulatory at provider',
    '03': 'day care at provider',
    '04': 'in own network',
    '11': 'foster care',
    '12': 'family-like residence',
    '13': 'secure placement',
    '14': 'other residence',
  },
});

/** In one or two words, for where there is little room. */
const SHORT_CARE_FORMS = texts<Names>({
  nl: {
    '01': 'wijkteam',
    '02': 'ambulant',
    '03': 'daghulp',
    '04': 'netwerk',
    '11': 'pleegzorg',
    '12': 'gezinsgericht',
    '13': 'gesloten',
    '14': 'verblijf',
  },
  en: {
    '01': 'local team',
    '02': 'ambulatory',
    '03': 'day care',
    '04': 'network',
    '11': 'foster care',
    '12': 'family-like',
    '13': 'secure',
    '14': 'residence',
  },
});

const REFERRERS = texts<Names>({
  nl: {
    '01': 'gemeentelijke toegang',
    '02': 'huisarts',
    '03': 'jeugdarts',
    '04': 'gecertificeerde instelling',
    '05': 'medisch specialist',
    '06': 'geen verwijzer',
    '08': 'rechter of officier van justitie',
  },
  en: {
    '01': 'municipal access desk',
    '02': 'general practitioner',
    '03': 'youth doctor',
    '04': 'certified institution',
    '05': 'medical specialist',
    '06': 'no referrer',
    '08': 'judge or public prosecutor',
  },
});

/** End reasons of records and of measures have overlapping codes; where both could be meant, the code alone is shown. */
const RECORD_END_REASONS = texts<Names>({
  nl: {
    '01': 'volgens plan',
    '02': 'voortijdig: in overeenstemming',
    '03': 'voortijdig: eenzijdig cliënt',
    '04': 'voortijdig: eenzijdig aanbieder',
    '05': 'voortijdig: externe omstandigheden',
    unknown: 'onbekend',
  },
  en: {
    '01': 'according to plan',
    '02': 'early: by agreement',
    '03': 'early: by the client',
    '04': 'early: by the provider',
    '05': 'early: external circumstances',
    unknown: 'unknown',
  },
});

const SEXES = texts<Names>({
  nl: { V: 'vrouw', M: 'man', O: 'onbekend' },
  en: { V: 'female', M: 'male', O: 'unknown' },
});

const MEASURE_TYPES = texts<Names>({
  nl: {
    '11': 'ondertoezichtstelling',
    '12': 'voorlopige ondertoezichtstelling',
    '21': 'voogdij',
    '22': 'voorlopige voogdij',
    '23': 'tijdelijke voogdij',
  },
  en: {
    '11': 'supervision order',
    '12': 'provisional supervision order',
    '21': 'guardianship',
    '22': 'provisional guardianship',
    '23': 'temporary guardianship',
  },
});

const CODED: Readonly<Partial<Record<Dimension, { readonly nl: Names; readonly en: Names }>>> = {
  careForm: CARE_FORMS,
  referrer: REFERRERS,
  sex: SEXES,
  measureType: MEASURE_TYPES,
};

const ABSENT = texts({ nl: 'niet bekend', en: 'not known' });
const OUT = texts({ nl: 'uit zorg', en: 'out of care' });

/** A value of a dimension for readers. `unit` says which list of end reasons holds. */
export function valueName(dimension: string, value: string | null, language: Language, unit?: string): string {
  if (value === null) return ABSENT[language];
  if (dimension === 'municipality') return MUNICIPALITIES[value] ?? value;
  const names =
    dimension === 'endReason'
      ? unit === 'record' || unit === 'episode' || unit === 'goal' || unit === 'questionnaire'
        ? RECORD_END_REASONS[language]
        : undefined
      : CODED[dimension as Dimension]?.[language];
  const name = names?.[value];
  return name === undefined ? value : /^\d+$/.test(value) ? `${name} (${value})` : name;
}

/** A care form in a step from one to another; null = out of care. */
export const careFormName = (code: string | null, language: Language): string =>
  code === null ? OUT[language] : (CARE_FORMS[language][code] ?? code);

/** The same in one or two words. */
export const shortCareFormName = (code: string | null, language: Language): string =>
  code === null ? OUT[language] : (SHORT_CARE_FORMS[language][code] ?? code);

/** A row's group for readers: its values, in order. */
export function groupName(group: Readonly<Record<string, string | null>>, language: Language, unit?: string): string {
  return Object.entries(group)
    .map(([dimension, value]) => valueName(dimension, value, language, unit))
    .join(', ');
}
