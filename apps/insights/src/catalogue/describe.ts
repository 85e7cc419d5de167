import type { CatalogueEntry } from './catalogue.js';

/** An indicator as the catalogue shows it: what readers need first, then the definition as the engine reads it. */
export type IndicatorView = ReturnType<typeof describeIndicator>;

/** Describes an indicator; the members stand in a fixed order. */
export function describeIndicator({ definition, origin, latestVersion, recordedAt, retiredAt }: CatalogueEntry) {
  const { id, version, name, explanation, source, caveats, direction, parameters, ...body } = definition;
  return {
    id,
    version,
    origin,
    latestVersion,
    recordedAt,
    retiredAt,
    shape: definition.figure.shape,
    name,
    explanation,
    source,
    caveats,
    direction,
    parameters,
    definition: body,
  };
}
