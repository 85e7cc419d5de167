/** What every stream that is opened tells about its client. */
import type { Sex } from '../codes/code-lists.js';
import type { CareEvent } from '../events/care-event.js';
import type { Day, OpeningData, PartialDate } from '../events/event-data.js';

export interface OpeningState {
  /** Pseudonym of the client, or null when no opening event stands. */
  readonly client: string | null;
  readonly openedOn: Day | null;
  readonly born: PartialDate | null;
  readonly sex: Sex | null;
  readonly municipality: string | null;
}

/** Reads the opening event of a stream, if one stands. */
export function openingState(opening: (CareEvent & { readonly data: OpeningData }) | undefined): OpeningState {
  if (opening === undefined) return { client: null, openedOn: null, born: null, sex: null, municipality: null };
  const { client, effectiveOn, born, sex, municipality } = opening.data;
  return { client: client.pseudonym, openedOn: effectiveOn, born, sex, municipality };
}
