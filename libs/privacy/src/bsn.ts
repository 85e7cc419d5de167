/** Weights of the elfproef for a BSN: the last digit counts as minus one. */
const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, -1];

/** Numbers that pass the elfproef but are never issued; senders use them for "unknown". */
const NEVER_ISSUED = new Set(['000000000', '999999999']);

/**
 * Whether a text is a BSN (burgerservicenummer): nine digits, leading zeros included, that pass the elfproef
 * (the weighted sum 9a+8b+7c+6d+5e+4f+3g+2h-i is a multiple of 11). 000000000 and 999999999 are refused.
 */
export function isBsn(text: string): boolean {
  if (!/^\d{9}$/.test(text) || NEVER_ISSUED.has(text)) return false;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text[place]), 0);
  return sum % 11 === 0;
}
