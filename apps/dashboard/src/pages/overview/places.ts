/** The areas an overview can be of, and what each is compared with. */
import type { ValuesDto } from '../../api/types.js';
import type { Question } from '../../question/question.js';

/** A region or municipality; `null` = everything in the ledger. */
export type Place = { readonly kind: 'region' | 'municipality'; readonly id: string } | null;

export interface Places {
  readonly regions: readonly string[];
  /** Municipalities with their region; null where the table names none. */
  readonly municipalities: readonly { readonly id: string; readonly region: string | null }[];
}

/** No areas, or none known yet. */
export const NOWHERE: Places = { regions: [], municipalities: [] };

/** The area that an address names. */
export function placeIn(query: URLSearchParams): Place {
  for (const kind of ['municipality', 'region'] as const) {
    const id = query.get(kind);
    if (id) return { kind, id };
  }
  return null;
}

/** The areas in an answer broken down by region and municipality. */
export function placesIn({ rows }: ValuesDto): Places {
  const municipalities = new Map<string, string | null>();
  for (const { group } of rows) if (group.municipality) municipalities.set(group.municipality, group.region ?? null);
  const regions = [...new Set([...municipalities.values()].filter((region) => region !== null))].sort();
  return { regions, municipalities: [...municipalities].map(([id, region]) => ({ id, region })) };
}

/** Filters for an area. */
export const filtersOf = (place: Place): Question['filters'] => (place ? { [place.kind]: [place.id] } : {});

/** Filters for what an area is compared with; null when there is nothing else. */
export function restOf(place: Place, { regions, municipalities }: Places): Question['filters'] | null {
  if (place === null) return null;
  if (place.kind === 'region') {
    const others = regions.filter((region) => region !== place.id);
    return others.length > 0 ? { region: others } : null;
  }
  const region = municipalities.find(({ id }) => id === place.id)?.region ?? null;
  const others = municipalities.filter(({ id, region: its }) => id !== place.id && its === region).map(({ id }) => id);
  return others.length > 0 ? { municipality: others } : null;
}
