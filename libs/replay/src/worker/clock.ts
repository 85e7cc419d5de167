/** Another day on the clock of this thread, so that a fold that looks at it comes to something else. */

/** Some four and a half years. */
const APART_MS = 142_857_142_857;

/** Moves `Date.now()` and `new Date()` of this thread into the future. */
export function setClockApart(): void {
  const Real = Date;
  class Apart extends Real {
    constructor(...given: [] | ConstructorParameters<DateConstructor>) {
      if (given.length === 0) super(Apart.now());
      else super(...(given as [number]));
    }

    static override now(): number {
      return Real.now() + APART_MS;
    }
  }
  globalThis.Date = Apart as DateConstructor;
}
