import type { EventName } from '#libs/trajectory';

/** Turns `data` written in one schema version into that of the next. It gets a fresh object and may change it. */
export type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;

/** For each event name, the step from version 1 to 2, from 2 to 3, and so on. */
export type Upcasts = Readonly<Partial<Record<EventName, readonly Upcast[]>>>;

/** The steps in force: no schema has changed yet, so every event name is at version 1. */
export const UPCASTS: Upcasts = {};

/** The schema version in which events of this name are written now. */
export function schemaVersionOf(name: EventName, upcasts: Upcasts = UPCASTS): number {
  return 1 + (upcasts[name]?.length ?? 0);
}

/**
 * Brings `data` from the version it was written in to the present one.
 * @throws RangeError when it was written in a version later than the present one.
 */
export function upcast(
  name: EventName,
  version: number,
  data: Record<string, unknown>,
  upcasts: Upcasts = UPCASTS,
): Record<string, unknown> {
  const current = schemaVersionOf(name, upcasts);
  if (version > current) {
    throw new RangeError(`schema version ${version} of ${name} is newer than this program, which knows ${current}`);
  }
  return (upcasts[name] ?? []).slice(version - 1).reduce((older, step) => step(older), data);
}
