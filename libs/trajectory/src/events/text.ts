/**
 * Compares two texts by code point, as contract section 1 asks. (`<` compares UTF-16 units, which puts characters
 * beyond the basic plane before some within it.)
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return unitRank(a.charCodeAt(i)) - unitRank(b.charCodeAt(i));
  }
  return a.length - b.length;
}

/** Ranks surrogates above every other unit: they stand for the characters beyond the basic plane. */
function unitRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
