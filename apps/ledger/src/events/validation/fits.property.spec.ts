import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVENT_NAMES, type EventName } from '#libs/trajectory';
import { BSN, sample, SAMPLE_DATA } from '../../testing/samples.js';
import { DATA_CLASSES } from '../data/data-classes.js';
import { EventEnvelope } from '../data/envelope.data.js';
import { fieldsOf, type DataClass, type DeclaredField } from '../data/field.js';
import { faultsOf } from './check-object.js';
import { fits } from './fits.js';

/** Values that are right in one field or another, nearly right, or right nowhere. */
const anything = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 10, 11, 1e300, '', 'x', '01', '02', '11', '71'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>('2024-02-29', '2023-02-29', '2024-13-01', '2011', '2011-03', '20240101'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(BSN, '999999999', '000000000', 'GM0344', 'GM344', 'a b', 'x'.repeat(65)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>([], {}, [null], [{}], ['housing', 'housing'], [['a']], { bsn: BSN }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>({ q1: 4 }, { 'q 1': 4 }, { q1: '4' }, [1, null], [1, 'x']) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>({ pseudonym: 'p-1' }, { pseudonym: BSN }, { bsn: BSN, pseudonym: 'p' }),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Values that a field's schema describes: most are right. */
function described({ schema, nested, each }: DeclaredField): fc.Arbitrary<unknown> {
  const { type, enum: codes, format, pattern, minimum, maximum } = schema as Record<string, unknown>;
  if (nested) {
    const part = objectOf(nested());
    return (type as () => unknown)() instanceof Array ? fc.array(part, { maxLength: 4 }) : part;
  }
  if (each) return fc.subarray((schema as { items: { enum: string[] } }).items.enum);
  if (Array.isArray(codes)) return fc.constantFrom(...(codes as unknown[]));
  if (format === 'date')
    return fc.date({ min: new Date(0), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer();
  if (type === 'number') return fc.double({ min: minimum as number, max: maximum as number, noNaN: true });
  return anything;
}

/** Objects with the fields of a class, optional ones mostly there. */
function objectOf(dataClass: DataClass): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries([...fieldsOf(dataClass)].map(([name, field]) => [name, described(field)]));
  return fc.record(model, {
    requiredKeys: Object.entries(model).flatMap(([name]) => (requires(dataClass, name) ? [name] : [])),
  });
}

const requires = (dataClass: DataClass, name: string): boolean => fieldsOf(dataClass).get(name)!.optional !== true;

/** Takes a member away, sets one, adds one that nobody knows, or does the same inside an object or list. */
function change(value: unknown, path: readonly number[], to: unknown): unknown {
  const [pick, ...rest] = path;
  if (typeof value !== 'object' || value === null || pick === undefined) return to;
  if (Array.isArray(value))
    return value.length === 0 ? [to] : value.with(pick % value.length, change(value[pick % value.length], rest, to));
  const names = [...Object.keys(value), 'bsn', 'pseudonym', 'score', 'toString', '__proto__', 'remark'];
  const name = names[pick % names.length]!;
  const members = value as Record<string, unknown>;
  if (rest.length === 0 && pick % 3 === 0)
    return Object.fromEntries(Object.entries(members).filter(([own]) => own !== name));
  const inner = Object.hasOwn(members, name) ? members[name] : undefined;
  return Object.fromEntries([...Object.entries(members), [name, change(inner, rest, to)]]);
}

const path = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 3 });

describe.each(EVENT_NAMES)('the data of %s', (name: EventName) => {
  const dataClass = DATA_CLASSES[name] as DataClass;
  const agrees = (data: unknown) => expect(fits(dataClass, data)).toBe(faultsOf(dataClass, data, '/data').length === 0);

  it('fits as sent by the book', () => {
    expect(fits(dataClass, SAMPLE_DATA[name])).toBe(true);
  });

  it('fits exactly when no check finds a fault, drawn from its schema', () => {
    fc.assert(fc.property(objectOf(dataClass), agrees), { numRuns: 30 });
  });

  it('fits exactly when no check finds a fault, after some changes', () => {
    const changes = fc.array(fc.tuple(path, anything), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(objectOf(dataClass), changes, (data, all) => {
        agrees(all.reduce<unknown>((now, [where, to]) => change(now, where, to), data));
        agrees(all.reduce<unknown>((now, [where, to]) => change(now, where, to), SAMPLE_DATA[name]));
      }),
      { numRuns: 80 },
    );
  });
});

describe('an envelope', () => {
  it('fits exactly when no check finds a fault, after some changes', () => {
    const event = sample('care-started', {}, { time: '2024-06-30T14:02:11Z', datacontenttype: 'application/json' });
    expect(fits(EventEnvelope, event)).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.tuple(path, anything), { maxLength: 3 }), (all) => {
        const changed = all.reduce<unknown>((now, [where, to]) => change(now, where, to), event);
        expect(fits(EventEnvelope, changed)).toBe(faultsOf(EventEnvelope, changed, '').length === 0);
      }),
      { numRuns: 200 },
    );
  });
});
