/** Which indicators an overview shows, in the order of their official lists. */

/** The ten national performance indicators (prestatie-indicatoren). */
export const TEN = [
  'goal-attainment',
  'client-satisfaction',
  'regular-ending',
  'severity-reduction',
  'repeat-referral',
  'flow-through',
  'measure-no-longer-needed',
  'measure-success',
  'probation-outcome',
  'recidivism',
] as const;

/** The harmonised outcome set; satisfaction, its second part, stands among the ten. */
export const OUTCOME_SET = ['dropout', 'without-help', 'no-new-start', 'problem-reduction', 'goals-realised'] as const;
