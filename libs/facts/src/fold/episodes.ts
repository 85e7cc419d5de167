/** Episodes of care: maximal chains of a person's records without a free day. */
import { addDays, compareText } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';

type Record = FactRow<'record'>;

/** Rows of the same person that say what is asked of it on the day an episode ends. */
export interface EpisodeContext {
  readonly person: FactRow<'person'> | undefined;
  readonly residence: readonly FactRow<'residence'>[];
  readonly observationGap: readonly FactRow<'observationGap'>[];
}

/** One row per episode, in order. @param records all of one person's, in order of their start, then id. */
export function careEpisodeRows(records: readonly Record[], context: EpisodeContext): FactRow<'careEpisode'>[] {
  const chains = chainsOf(records);
  return chains.map((chain, i): FactRow<'careEpisode'> => {
    const last = chain.reduce((a, b) => (endsLater(b, a) ? b : a));
    return {
      ...last,
      startOn: chain[0]!.startOn,
      nextOn: chains[i + 1]?.[0]!.startOn ?? null,
      ...atEnd(last.endOn, context),
      bornOn: context.person?.bornOn ?? null,
      sex: context.person?.sex ?? null,
      deceasedOn: context.person?.deceasedOn ?? null,
    };
  });
}

/** The next chain starts after the day that follows the latest end so far; never after one that is open. */
function chainsOf(records: readonly Record[]): Record[][] {
  const chains: Record[][] = [];
  let until: string | null = null as string | null;
  for (const record of records) {
    const current = chains.at(-1);
    if (current && (until === null || record.startOn <= addDays(until, 1))) {
      current.push(record);
      if (until !== null && (record.endOn === null || record.endOn > until)) until = record.endOn;
    } else {
      chains.push([record]);
      until = record.endOn;
    }
  }
  return chains;
}

/** Whether a record ends later than another, or on the same day and comes first. */
function endsLater(one: Record, other: Record): boolean {
  if (one.endOn !== other.endOn) return one.endOn === null || (other.endOn !== null && one.endOn > other.endOn);
  return one.rank > other.rank || (one.rank === other.rank && compareText(one.id, other.id) < 0);
}

function atEnd(
  endOn: string | null,
  { residence, observationGap }: EpisodeContext,
): Pick<FactRow<'careEpisode'>, 'endMunicipality' | 'endLeftOn'> {
  if (endOn === null) return { endMunicipality: null, endLeftOn: null };
  const home = residence.find(
    ({ fromOn, untilOn }) => (fromOn === null || fromOn <= endOn) && (untilOn === null || untilOn > endOn),
  );
  const leaving = observationGap.filter(
    ({ leftOn, returnedOn }) => returnedOn === null || (returnedOn > endOn && returnedOn > addDays(leftOn, 1)),
  );
  const first = leaving.map(({ leftOn }) => leftOn).sort(compareText)[0];
  return { endMunicipality: home?.municipality ?? null, endLeftOn: first ?? null };
}
