import { isBsn } from './bsn.js';

/** Nine digits in one, in threes, or as 1234.56.789; neither within a longer number nor after a letter, which makes them an id. */
const CANDIDATE = /(?<![0-9a-z])(?:bsn)?(\d{9}|\d{3}([ .-])\d{3}\2\d{3}|\d{4}([ .-])\d{2}\3\d{3})(?![0-9a-z])/gi;

/** Whether a text written by a person holds a BSN, also when it is written in groups. */
export function holdsBsn(text: string): boolean {
  return [...text.matchAll(CANDIDATE)].some(([, digits]) => isBsn(digits!.replace(/\D/g, '')));
}
