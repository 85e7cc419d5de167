/** A client's own stream as it stands, for reading. */
import { addDays } from '../calendar/day.js';
import type { Day } from '../events/event-data.js';
import type { Standing } from '../rules/rule.js';

/** Both days are in the span. */
export interface CoveredSpan {
  readonly from: Day;
  readonly until: Day;
}

export interface ClientState {
  readonly kind: 'client';
  /** The pseudonym: the subject of the stream. */
  readonly client: string;
  readonly deceasedOn: Day | null;
  /** Where the client moved to last, or null when no move is known. */
  readonly municipality: string | null;
  /** Whether the sources see the client; `leftOn` is the last day on which they did. */
  readonly inObservation: boolean;
  readonly leftOn: Day | null;
  /** Pseudonyms linked to this one by events of this stream; links of other streams are not in it. */
  readonly linkedTo: readonly string[];
  readonly offences: number;
  /** Spans in which no recorded offence means none; spans that touch or overlap are united. */
  readonly covered: readonly CoveredSpan[];
}

export function clientState(standing: Standing, pseudonym: string): ClientState {
  const seen = standing.all.findLast(
    ({ name }) => name === 'client-left-observation' || name === 'client-returned-to-observation',
  );
  const leftOn = seen?.name === 'client-left-observation' ? seen.data.effectiveOn : null;
  return {
    kind: 'client',
    client: pseudonym,
    deceasedOn: standing.of('client-deceased')[0]?.data.effectiveOn ?? null,
    municipality: standing.of('client-moved').at(-1)?.data.municipality ?? null,
    inObservation: leftOn === null,
    leftOn,
    linkedTo: [...new Set(standing.of('clients-linked').map(({ data }) => data.otherClient))].sort(),
    offences: standing.of('offence-recorded').length,
    covered: covered(standing),
  };
}

function covered(standing: Standing): CoveredSpan[] {
  const spans = standing
    .of('justice-register-matched')
    .map(({ data }) => ({ from: data.coveredFrom, until: data.coveredUntil }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const united: { from: Day; until: Day }[] = [];
  for (const span of spans) {
    const last = united.at(-1);
    if (last === undefined || span.from > addDays(last.until, 1)) united.push({ ...span });
    else if (span.until > last.until) last.until = span.until;
  }
  return united;
}
