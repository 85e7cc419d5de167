/** Who has been kept long enough: 20 years from the last change of the file (Jeugdwet art. 7.3.8(3)). */
import type { FactView } from '#libs/facts';
import { addYears, dayInAmsterdam } from '#libs/trajectory';

export const RETENTION_YEARS = 20;

/** A person whose term is over. */
export interface DuePerson {
  /** The smallest of its pseudonyms: it names the whole person. */
  readonly person: string;
  /** Day, Amsterdam, on which anything about the person was last recorded. */
  readonly lastChangeOn: string;
}

/**
 * Persons about whom nothing was recorded since so many years before a day, longest ago first. Recording counts, not
 * the day an event is about: a late report is a change of the file.
 */
export async function personsDue(view: FactView, today: string, years = RETENTION_YEARS): Promise<DuePerson[]> {
  const rows = (await view.query(
    `SELECT "person", max("recordedAt") AS "last"
      FROM main."client" JOIN main."mention" USING ("client") JOIN main."event" USING ("stream")
      WHERE NOT starts_with("person", 'erased~')
      GROUP BY "person" ORDER BY "last", "person"`,
  )) as unknown as { person: string; last: string }[];
  return rows
    .map(({ person, last }) => ({ person, lastChangeOn: dayInAmsterdam(new Date(last)) }))
    .filter(({ lastChangeOn }) => addYears(lastChangeOn, years) <= today);
}
