/** Numbers, shares and dates as a reader in each language writes them. */
import { useMemo } from 'react';
import { useLanguage, type Language } from './language.js';

const LOCALE: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** How to write numbers and days; null and undefined become a dash. */
export interface Formats {
  /** Whole number: `1.234`. */
  readonly count: (value: number | null | undefined) => string;
  /** At most one decimal. */
  readonly number: (value: number | null | undefined) => string;
  /** Events per time at risk: three significant digits. */
  readonly rate: (value: number | null | undefined) => string;
  /** Share as a percentage with one decimal: `12,5 %`. */
  readonly share: (value: number | null | undefined) => string;
  /** Share as a whole percentage, for an axis: `20%`. */
  readonly wholeShare: (value: number) => string;
  /** Euros from cents. */
  readonly money: (cents: number | null | undefined) => string;
  /** `1 januari 2024`. */
  readonly day: (day: string) => string;
  /** `1 jan 2024`. */
  readonly shortDay: (day: string) => string;
  /** An instant in Amsterdam: `22-11-2026 01:58`. */
  readonly instant: (instant: string) => string;
  /** A window: its year, half, quarter or month where it is one, else both days. */
  readonly window: (window: { readonly from: string; readonly to: string }) => string;
  /** The same in few letters, for an axis: `2e kw. 2023`. */
  readonly shortWindow: (window: { readonly from: string; readonly to: string }) => string;
}

export const NOTHING = '–';

/** The formats of a language. */
export function formatsOf(language: Language): Formats {
  const locale = LOCALE[language];
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const rate = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const wholeShare = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const instant = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  });
  const or = <T>(value: T | null | undefined, write: (value: T) => string) =>
    value === null || value === undefined ? NOTHING : write(value);
  const at = (text: string) => new Date(`${text}T00:00:00Z`);
  const shortened = (text: string) => shortDay.format(at(text));
  return {
    count: (value) => or(value, (known) => count.format(known)),
    number: (value) => or(value, (known) => number.format(known)),
    rate: (value) => or(value, (known) => rate.format(known)),
    share: (value) => or(value, (known) => share.format(known)),
    wholeShare: (value) => wholeShare.format(value),
    money: (value) => or(value, (known) => money.format(known / 100)),
    day: (text) => day.format(at(text)),
    shortDay: shortened,
    instant: (text) => instant.format(new Date(text)),
    window: ({ from, to }) => namedWindow(from, to, language) ?? `${shortened(from)} – ${shortened(to)}`,
    shortWindow: ({ from, to }) => namedWindow(from, to, language, SHORT_PARTS) ?? shortened(from),
  };
}

/** The formats of the reader's language. */
export function useFormats(): Formats {
  const language = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}

/** Whether two days are the first and the last of one month. */
function isMonth(from: string, to: string): boolean {
  const [year, month] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year!, month, 0)).toISOString().slice(0, 10);
  return from.endsWith('-01') && to === last;
}

type Parts = Readonly<Record<Language, (kind: 'half' | 'quarter', nth: number) => string>>;

/** Half years and quarters, before their year. */
const PARTS: Parts = {
  nl: (kind, nth) => `${nth}e ${kind === 'half' ? 'halfjaar' : 'kwartaal'}`,
  en: (kind, nth) => `${['1st', '2nd', '3rd', '4th'][nth - 1]} ${kind === 'half' ? 'half' : 'quarter'} of`,
};
const SHORT_PARTS: Parts = {
  nl: (kind, nth) => `${nth}e ${kind === 'half' ? 'hj.' : 'kw.'}`,
  en: (kind, nth) => `${kind === 'half' ? 'H' : 'Q'}${nth}`,
};

function namedWindow(from: string, to: string, language: Language, parts = PARTS): string | null {
  const year = from.slice(0, 4);
  if (to.slice(0, 4) !== year) return null;
  if (isMonth(from, to))
    return new Intl.DateTimeFormat(LOCALE[language], { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${from}T00:00:00Z`),
    );
  const days = `${from.slice(5)}/${to.slice(5)}`;
  if (days === '01-01/12-31') return year;
  const half = ['01-01/06-30', '07-01/12-31'].indexOf(days);
  if (half >= 0) return `${parts[language]('half', half + 1)} ${year}`;
  const quarter = ['01-01/03-31', '04-01/06-30', '07-01/09-30', '10-01/12-31'].indexOf(days);
  return quarter >= 0 ? `${parts[language]('quarter', quarter + 1)} ${year}` : null;
}
