/** A value that is said anew from time to time, as spans without gaps or overlap. */

/** From this day on the value holds. */
export interface Step {
  readonly on: string;
  readonly value: string;
}

export interface Span {
  readonly fromOn: string;
  /** First day of the next span; null = still. */
  readonly untilOn: string | null;
  readonly value: string;
}

/** Steps, in order, to spans. Of several steps on one day the last holds; equal neighbours are one span. */
export function spansOf(steps: readonly Step[]): Span[] {
  const changes: Step[] = [];
  for (const step of steps) {
    if (changes.at(-1)?.on === step.on) changes.pop();
    if (changes.at(-1)?.value !== step.value) changes.push(step);
  }
  return changes.map(({ on, value }, i) => ({ fromOn: on, untilOn: changes[i + 1]?.on ?? null, value }));
}
