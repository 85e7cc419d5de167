const REGION_NAME = /^(?!\s)[^,\p{Cc}\p{Zl}\p{Zp}]{1,100}(?<!\s)$/u;

/**
 * Whether a text can name a region: 1 to 100 characters, with no space at either end, no comma (questions name regions in a
 * comma list), and none that breaks a line or is not to be seen.
 */
export const isRegionName = (text: string): boolean => REGION_NAME.test(text);
