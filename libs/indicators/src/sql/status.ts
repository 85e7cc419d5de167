/**
 * What a case counts as, as a number in SQL: lower ones win where persons are counted, of whom several cases can
 * stand in one group.
 */
export const STATUS = {
  /** Class i of a figure with classes is `first + i`; of one without, 0 is yes and 1 is no. */
  first: 0,
  yes: 0,
  no: 1,
  missing: 1000,
  immature: 1001,
  lost: 1002,
  /** Never at risk in an estimate: not observed on the index date. */
  unseen: 1003,
  /** With an estimator: how the observed time of the case ends. */
  event: 1010,
  competing: 1011,
  censored: 1012,
  /** Set apart under name i is `apart + i`. */
  apart: 1500,
  /** Exclusion i is `excluded + i`. */
  excluded: 2000,
} as const;
