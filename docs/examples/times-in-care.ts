/**
 * In how many trajectories were persons who left care in the window, and how many providers did they meet?
 * The definition language counts records one by one; this counts the way of a person.
 *
 *     care-ledger replay docs/examples/times-in-care.ts --from 2023-01-01 --to 2023-12-31 --param minimum=2 --out result.json
 */
import type { Fold } from '#libs/replay';

interface State {
  /** Trajectories in which care started, open ones too. */
  readonly started: Set<string>;
  readonly providers: Set<string>;
  lastEnd: string | null;
}

interface Result {
  readonly trajectories: number;
  readonly providers: number;
}

interface Figure {
  readonly persons: number;
  readonly meanTrajectories: number | null;
  /** Persons with at least `minimum` providers (default 2). */
  readonly manyProviders: number;
}

const fold: Fold<State, Result, Figure> = {
  initial: () => ({ started: new Set(), providers: new Set(), lastEnd: null }),

  apply(state, event) {
    if (event.name === 'intake-registered') state.providers.add(event.data.provider);
    if (event.name === 'care-started') state.started.add(event.subject);
    if (event.name === 'trajectory-ended' && state.started.has(event.subject)) state.lastEnd = event.data.effectiveOn;
    return state;
  },

  result({ started, providers, lastEnd }, { from, to }) {
    if (lastEnd === null || lastEnd < from || lastEnd > to) return null; // did not leave in the window
    return { trajectories: started.size, providers: providers.size };
  },

  async finish(persons, { parameters }) {
    const minimum = Number(parameters['minimum'] ?? 2);
    let [count, trajectories, many] = [0, 0, 0];
    for await (const { result } of persons) {
      count += 1;
      trajectories += result.trajectories;
      if (result.providers >= minimum) many += 1;
    }
    return { persons: count, meanTrajectories: count === 0 ? null : trajectories / count, manyProviders: many };
  },
};

export default fold;
