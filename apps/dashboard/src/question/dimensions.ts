/** What figures can be broken down and limited by (contract section 4). */
export const DIMENSIONS = [
  'region',
  'municipality',
  'provider',
  'careForm',
  'referrer',
  'sex',
  'ageBand',
  'endReason',
  'measureType',
  'year',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

export const isDimension = (name: string): name is Dimension => (DIMENSIONS as readonly string[]).includes(name);
