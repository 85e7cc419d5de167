/** What each dimension can be filtered on. */
import { isRegionName } from '#libs/fact-schema';
import { CARE_FORMS, END_REASONS, MEASURE_END_REASONS, MEASURE_TYPES, REFERRERS, SEXES } from '#libs/trajectory';
import type { Dimension } from './question.js';

/** Age bands of indicators.md section 5, in whole years. */
export const AGE_BANDS = [
  { name: '0-3', from: 0 },
  { name: '4-11', from: 4 },
  { name: '12-15', from: 12 },
  { name: '16-17', from: 16 },
  { name: '18-22', from: 18 },
  { name: '23+', from: 23 },
] as const;

/** Their names. */
export const AGE_BAND_NAMES: readonly string[] = AGE_BANDS.map(({ name }) => name);

/** The band of an age in whole years, from 0. */
export const ageBandOf = (age: number): string => AGE_BANDS.findLast(({ from }) => age >= from)!.name;

const oneOf = (values: readonly string[]) => (value: string) => values.includes(value);
const matching = (pattern: RegExp) => (value: string) => pattern.test(value);

interface FilterRule {
  readonly holds: (value: string) => boolean;
  /** What the values are, for the message of an error. */
  readonly about: string;
}

const codes = (values: readonly string[]): FilterRule => ({ holds: oneOf(values), about: values.join(', ') });

/** The rule that every value of a filter keeps. */
const FILTER_RULES: Readonly<Record<Dimension, FilterRule>> = {
  region: { holds: isRegionName, about: 'names of regions, without spaces around the commas' },
  municipality: { holds: matching(/^GM\d{4}$/), about: 'municipality codes, GM and four digits' },
  provider: { holds: matching(/^[A-Za-z0-9._:-]{1,64}$/), about: 'ids of providers or institutions' },
  careForm: codes(CARE_FORMS),
  referrer: codes(REFERRERS),
  sex: codes(SEXES),
  ageBand: codes(AGE_BAND_NAMES),
  endReason: codes([...END_REASONS, ...MEASURE_END_REASONS.filter((code) => !END_REASONS.includes(code as never))]),
  measureType: codes(MEASURE_TYPES),
  year: { holds: matching(/^\d{4}$/), about: 'years of four digits' },
};

/** Reads the comma list of a filter: its values, or what it must be. */
export function parseFilter(
  dimension: Dimension,
  text: string,
):
  | { readonly values: readonly string[]; readonly expected?: never }
  | { readonly values?: never; readonly expected: string } {
  // A plus sign that was not escaped in the address arrives as a space.
  const values = text.split(',').map((value) => (dimension === 'ageBand' ? value.replace(/ $/, '+') : value));
  const { holds, about } = FILTER_RULES[dimension];
  return values.every(holds) ? { values } : { expected: `a comma list of ${about}` };
}

/** Dimensions of which every value is known beforehand, whatever the cases. */
export const CODE_VALUES: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  careForm: CARE_FORMS,
  referrer: REFERRERS,
  sex: SEXES,
  ageBand: AGE_BANDS.map((band) => band.name),
  measureType: MEASURE_TYPES,
};
