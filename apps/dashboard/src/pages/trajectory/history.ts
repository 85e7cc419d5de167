/** One history as `GET /v1/trajectories/{id}` and its kin answer it, and where its events stand in time. */

export const KINDS = ['trajectory', 'measure', 'probation', 'client'] as const;
export type Kind = (typeof KINDS)[number];

/** What an event says. `effectiveOn` is the day from which it is true for the child. */
export type Said = Readonly<Record<string, unknown>> & { readonly effectiveOn: string };

/** An event of a history and what became of it. */
export interface HistoryEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly position: string;
  /** When the ledger learned it. */
  readonly recordedtime: string;
  readonly data: Said;
  readonly status: 'standing' | 'corrected' | 'retracted';
  readonly changedBy?: { readonly source: string; readonly id: string; readonly position: string };
  /** What holds instead, when it was corrected. */
  readonly effectiveData?: Said;
}

export interface History {
  readonly id: string;
  readonly revision: number;
  readonly events: readonly HistoryEvent[];
}

/** An event on the time line: on the day that holds, with the day that was first told when that was another. */
export interface Mark {
  readonly event: HistoryEvent;
  readonly day: string;
  readonly first: string | null;
}

const PATHS: Readonly<Record<Kind, string>> = {
  trajectory: 'trajectories',
  measure: 'measures',
  probation: 'probations',
  client: 'clients',
};

/** From which event to which a history lasts; a client's own events have no span. */
const SPANS: readonly (readonly [string, string])[] = [
  ['care-started', 'trajectory-ended'],
  ['protection-measure-imposed', 'protection-measure-ended'],
  ['probation-started', 'probation-ended'],
];

const CHANGES = ['event-corrected', 'event-retracted'];

export const isKind = (text: string | null): text is Kind => (KINDS as readonly (string | null)[]).includes(text);

/** The address of a history in the API. */
export function historyPath(kind: Kind, id: string, asOf: string | null): string {
  const query = asOf ? `?${new URLSearchParams({ asOf }).toString()}` : '';
  return `/v1/${PATHS[kind]}/${encodeURIComponent(id)}${query}`;
}

/**
 * Whether an id may stand in the address of the page. A client's pseudonym is about a person, and a number of eight or nine
 * digits may be a BSN typed by mistake: neither belongs in links and browser histories.
 */
export const mayBeInAddress = (kind: Kind, id: string): boolean => kind !== 'client' && !looksLikeBsn(id);

export const looksLikeBsn = (id: string): boolean => /^\d{8,9}$/.test(id);

/** `nl.jeugdhulptrajecten.care-started` → `care-started`. */
export const nameOf = (event: HistoryEvent): string => event.type.split('.').at(-1)!;

/** Where the events stand, in order of their days. Corrections are no events in the child's life: they move marks. */
export function marksOf(events: readonly HistoryEvent[]): Mark[] {
  return events
    .filter((event) => !CHANGES.includes(nameOf(event)))
    .map((event) => {
      const told = event.data.effectiveOn;
      const day = event.effectiveData?.effectiveOn ?? told;
      return { event, day, first: day === told ? null : told };
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** From the first day to the last; `to` is null while it lasts. Null when it has not begun, or has no span. */
export function spanOf(marks: readonly Mark[]): { readonly from: string; readonly to: string | null } | null {
  const standing = marks.filter(({ event }) => event.status !== 'retracted');
  for (const [start, end] of SPANS) {
    const from = standing.find(({ event }) => nameOf(event) === start)?.day;
    if (from) return { from, to: standing.find(({ event }) => nameOf(event) === end)?.day ?? null };
  }
  return null;
}

/** The event that changed another. */
export const changeOf = (event: HistoryEvent, all: readonly HistoryEvent[]): HistoryEvent | undefined =>
  all.find(({ id, source }) => id === event.changedBy?.id && source === event.changedBy.source);
