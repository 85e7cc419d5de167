/** What the fact tables keep ready: a chain that is a table already, and a lookup whose answer stands on the row. */
import { EPISODE } from '../catalogue/common.js';
import type { Chain } from '../language/definition.js';
import type { Lookup } from '../language/expression.js';
import { quoted, type Unit } from '../language/vocabulary.js';

/** The unit of a chain that a table holds, with the fields that the chain has; undefined for any other. */
export function keptChain(schema: string, chain: Chain, members: Unit): Unit | undefined {
  if (!same(chain, EPISODE)) return undefined;
  return {
    ...members,
    from: `${schema}.${quoted('careEpisode')}`,
    kept: {
      person: { person: 'person', bornOn: 'bornOn', sex: 'sex', deceasedOn: 'deceasedOn' },
      at: { endOn: { municipality: 'endMunicipality', leftOn: 'endLeftOn' } },
      nextStart: 'nextOn',
    },
  };
}

/** All columns of a unit that are kept for it, beside its own fields and those of the person. */
export const keptColumns = ({ kept }: Unit): readonly string[] =>
  kept ? [kept.nextStart, ...Object.values(kept.at).flatMap(({ municipality, leftOn }) => [municipality, leftOn])] : [];

/** Whether a lookup is for the next one of the same unit that starts after the case has ended. */
export function isNext(lookup: unknown, found: Unit, unit: Unit): boolean {
  return found === unit && unit.kept !== undefined && same({ ...(lookup as Lookup), unit: '' }, NEXT);
}

const NEXT: Lookup = {
  unit: '',
  where: { compare: [{ field: 'startOn' }, '>', { field: 'endOn', of: 'case' }] },
  order: [{ by: { field: 'startOn' } }],
};

/** Whether two pieces of a definition are the same, whatever the order of their members. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  const at = (value: object, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === others.length &&
    names.every((name) => Object.hasOwn(other, name) && same(at(one, name), at(other, name)))
  );
}
