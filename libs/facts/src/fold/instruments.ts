/**
 * Instruments whose assessments come as item scores: which items make up which scale.
 *
 * Which questions of the STEP belong to its scales FJ, KO, ZZ and UZ is not public, so this is configuration. Scores
 * given per scale need none of it.
 */

/** One scale: the places (from 0) of its items in the list of item scores. */
export interface ScaleDefinition {
  readonly code: string;
  readonly items: readonly number[];
}

/** One version of one instrument. Only scores of the same version are compared. */
export interface InstrumentDefinition {
  readonly id: string;
  readonly version: string;
  readonly scales: readonly ScaleDefinition[];
}

/** Looks up the scales of an instrument's version; undefined when it is not configured. */
export interface InstrumentRegistry {
  scalesOf(id: string, version: string): readonly ScaleDefinition[] | undefined;
  /** The definitions, as given: part of what a projection was built with. */
  readonly definitions: readonly InstrumentDefinition[];
}

/**
 * Makes a registry.
 * @throws Error that names the instrument when one is there twice, has no scale, or a scale has no or no valid items.
 */
export function instrumentRegistry(definitions: readonly InstrumentDefinition[]): InstrumentRegistry {
  const byVersion = new Map<string, readonly ScaleDefinition[]>();
  for (const { id, version, scales } of definitions) {
    const key = JSON.stringify([id, version]);
    const fail = (what: string) => new Error(`instrument ${id} version ${version}: ${what}`);
    if (byVersion.has(key)) throw fail('is defined twice');
    if (scales.length === 0) throw fail('has no scales');
    if (new Set(scales.map((scale) => scale.code)).size < scales.length) throw fail('names a scale twice');
    for (const { code, items } of scales) {
      const valid = items.length > 0 && items.every((item) => Number.isInteger(item) && item >= 0);
      if (!valid) throw fail(`scale ${code} needs items: places in the list of scores, from 0`);
    }
    byVersion.set(key, scales);
  }
  return { definitions, scalesOf: (id, version) => byVersion.get(JSON.stringify([id, version])) };
}

/** No instrument configured. */
export const NO_INSTRUMENTS: InstrumentRegistry = instrumentRegistry([]);
