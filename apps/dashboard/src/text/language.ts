/** The language of the pages: Dutch until somebody switches; the choice stays in this browser. */
import { createContext, useContext } from 'react';

export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'care-ledger.language';

export const readLanguage = (): Language => (localStorage.getItem(KEY) === 'en' ? 'en' : 'nl');
export const keepLanguage = (language: Language): void => localStorage.setItem(KEY, language);

export const LanguageContext = createContext<Language>('nl');
export const useLanguage = (): Language => useContext(LanguageContext);

/** The texts of one part of the pages, in each language; the types see to it that both say the same things. */
export type Texts<T> = Readonly<Record<Language, T>>;

/** Texts of a part, checked: English must have exactly the keys of Dutch. */
export const texts = <T>(both: { readonly nl: T; readonly en: NoInfer<T> }): Texts<T> => both;

/** Names by a code that the server may extend: one that is not here has none. */
export const names = (of: Readonly<Record<string, string>>): Readonly<Record<string, string>> => of;

/** The texts of a part in the language of the reader. */
export function useTexts<T>(of: Texts<T>): T {
  return of[useLanguage()];
}
