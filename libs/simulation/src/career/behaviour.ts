/**
 * What no table says: judgements that make the published figures come out and give every kind of event its place.
 * Probabilities and days; calibrated against the published figures by `simulation.spec.ts`.
 */
export const BEHAVIOUR = {
  /** Return after an episode: whether, and after how long (Weibull). Gives repeat use near the published 24 %. */
  reEntry: { probability: 0.29, scaleDays: 600, shape: 0.8 },
  /** Direct continuation in another trajectory, and how often in the same care form elsewhere. */
  successor: { probability: 0.15, sameForm: 0.35 },
  /** A second trajectory beside one without stay. */
  parallelWithoutStay: 0.05,
  /** The same help registered twice with an overlap. */
  overlappingPart: 0.01,
  /** Registered and given up before care began. */
  neverStarted: 0.05,
  /** Start of care at 18 or later, where it would come to that. */
  adultStart: 0.15,
  /** Later trajectories that would pass the 18th birthday and end on it. */
  endsAtEighteen: 0.5,
  /** Years by which first trajectories are younger than the stock, because later ones are older. */
  youngerAtFirst: 0.4,
  /** Started with crisis (gestart met crisis), in trajectories under three months and others. */
  crisis: { short: 0.15, other: 0.015 },
  /** The end was never reported. */
  unknownEnd: 0.02,
  /** First starts that are put on 1 January. */
  startsOnNewYear: 0.03,
  /** Of ends by outside circumstances (05): a death; a departure; of those, a return. */
  external: { died: 0.03, left: 0.35, returned: 0.3 },
  waits: {
    referralToIntake: { median: 18, sigma: 0.8 },
    intakeToStart: { median: 21, sigma: 0.9 },
    longest: 400,
    referralKnown: 0.95,
    decisionKnown: 0.6,
    paused: 0.2,
  },
  /** Moves within the region, and two pseudonyms for one client, per client with more than one trajectory. */
  moved: 0.06,
  twoPseudonyms: 0.05,
} as const;
