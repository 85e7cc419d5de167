import { DATA_CLASSES } from './data-classes.js';
import { EventEnvelope } from './envelope.data.js';
import { fieldsOf, type DataClass } from './field.js';

/** Names of all fields that an event can have, at any level: they are the contract's, so none of them says who somebody is. */
export const KNOWN_NAMES: ReadonlySet<string> = namesOf([EventEnvelope, ...Object.values(DATA_CLASSES)]);

function namesOf(classes: readonly DataClass[]): Set<string> {
  const names = new Set<string>();
  const seen = new Set<DataClass>(classes);
  for (const dataClass of seen) {
    for (const [name, { nested }] of fieldsOf(dataClass)) {
      names.add(name);
      if (nested) seen.add(nested());
    }
  }
  return names;
}
