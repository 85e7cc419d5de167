/** Rules about several members of a figure at once. */
import { member } from '../language/fault.js';
import { rule } from './checks.js';

/** Further figures of all kinds share the names of a row's members. */
export const namesOnce = rule((value, pointer, faults) => {
  const figure = (value ?? {}) as Record<string, unknown>;
  const seen = new Set<string>();
  for (const kind of ['also', 'apart', 'beside', 'further']) {
    for (const name of Object.keys((figure[kind] as object | undefined) ?? {})) {
      if (seen.has(name)) {
        const message = 'The row already has a further figure of this name.';
        faults.push({ pointer: member(member(pointer, kind), name), code: 'clash', message });
      }
      seen.add(name);
    }
  }
});

/** Times belong to cases, and a rate counts persons by itself. */
export const casesNotPersons = rule((value, pointer, faults) => {
  const { cases } = (value ?? {}) as { readonly cases?: { readonly distinct?: unknown } };
  if (cases?.distinct === undefined) return;
  const message = 'Persons are counted apart in a share, a measure or a stock only.';
  faults.push({ pointer: member(member(pointer, 'cases'), 'distinct'), code: 'malformed', message });
});

/** Inhabitants are persons. */
export const personsOfPopulation = rule((value, pointer, faults) => {
  const { cases, population } = (value ?? {}) as {
    readonly cases?: { distinct?: unknown };
    readonly population?: unknown;
  };
  if (population === undefined || cases?.distinct === 'person') return;
  const message = 'Only persons are counted per 1,000 inhabitants: say "distinct": "person" in cases.';
  faults.push({ pointer: member(pointer, 'population'), code: 'malformed', message });
});

/** A share has a numerator, or classes with a value that reads them; persons are not counted by class or twice. */
export const oneKindOfShare = rule((value, pointer, faults) => {
  const share = (value ?? {}) as Record<string, unknown>;
  const cases = (share['cases'] ?? {}) as { readonly distinct?: unknown };
  const read = (share['value'] ?? {}) as { readonly class?: unknown; readonly net?: unknown };
  const fault = (name: string, message: string): void =>
    void faults.push({ pointer: member(pointer, name), code: 'malformed', message });
  if ((share['numerator'] === undefined) === (share['classes'] === undefined)) {
    fault('numerator', 'A share has either a numerator or classes.');
  }
  if ((share['classes'] === undefined) !== (share['value'] === undefined)) {
    fault('value', 'Classes, and they alone, need a value that says how to read them.');
  }
  if (cases.distinct && share['also']) fault('also', 'Where persons are counted there is no further share.');
  const net: readonly unknown[] = Array.isArray(read.net) ? read.net : [];
  const names = [read.class, ...net].filter((name) => typeof name === 'string');
  if (names.some((name) => !Object.hasOwn((share['classes'] as object | undefined) ?? {}, name))) {
    fault('value', 'There is no class of this name.');
  }
});
