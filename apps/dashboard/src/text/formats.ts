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
}

export const NOTHING = '–';

/** The formats of a language. */
export function formatsOf(language: Language): Formats {
  const locale = LOCALE[language];
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const rate = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
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
    money: (value) => or(value, (known) => money.format(known / 100)),
    day: (text) => day.format(at(text)),
    shortDay: shortened,
    instant: (text) => instant.format(new Date(text)),
    window: ({ from, to }) => namedWindow(from, to, language) ?? `${shortened(from)} – ${shortened(to)}`,
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

function namedWindow(from: string, to: string, language: Language): string | null {
  const year = from.slice(0, 4);
  if (to.slice(0, 4) !== year) return null;
  if (isMonth(from, to))
    return new Intl.DateTimeFormat(LOCALE[language], { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${from}T00:00:00Z`),
    );
  const days = `${from.slice(5)}/${to.slice(5)}`;
  const half = language === 'nl' ? 'halfjaar' : 'half of';
  const quarter = language === 'nl' ? 'kwartaal' : 'quarter of';
  const nth = (n: number) => (language === 'nl' ? `${n}e` : ['1st', '2nd', '3rd', '4th'][n - 1]);
  const named: Readonly<Record<string, string>> = {
    '01-01/12-31': year,
    '01-01/06-30': `${nth(1)} ${half} ${year}`,
    '07-01/12-31': `${nth(2)} ${half} ${year}`,
    '01-01/03-31': `${nth(1)} ${quarter} ${year}`,
    '04-01/06-30': `${nth(2)} ${quarter} ${year}`,
    '07-01/09-30': `${nth(3)} ${quarter} ${year}`,
    '10-01/12-31': `${nth(4)} ${quarter} ${year}`,
  };
  return named[days] ?? null;
}
