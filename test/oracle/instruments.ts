/** Scales of the instruments of random histories; version 2 of the STEP is not known. */
export const INSTRUMENTS = [
  {
    id: 'STEP',
    version: '1',
    scales: [
      { code: 'FJ', items: [0, 1, 2, 3, 4] },
      { code: 'KO', items: [5] },
    ],
  },
] as const;

/** Scores by scale: as given, or the mean of the items when 80 % of them are answered. */
export function scoresByScale(instrument: { id: string; version: string }, scores: any): Record<string, number> {
  if (!Array.isArray(scores)) return scores;
  const known = INSTRUMENTS.find(({ id, version }) => id === instrument.id && version === instrument.version);
  const found: Record<string, number> = {};
  for (const { code, items } of known?.scales ?? []) {
    const answered = items
      .map((item) => scores[item] as number | null | undefined)
      .filter((score) => typeof score === 'number');
    if (answered.length / items.length >= 0.8) found[code] = answered.reduce((a, b) => a + b, 0) / answered.length;
  }
  return found;
}
