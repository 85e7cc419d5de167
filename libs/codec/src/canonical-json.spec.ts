import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalBytes, canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it('writes numbers, texts and literals as RFC 8785 section 3.2.2 shows', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units, as RFC 8785 section 3.2.3 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)))).toEqual([4, 2, 6, 7, 1, 5, 3]);
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}');
  });

  it('is one text for one value, and that value again when parsed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(Buffer.from(canonicalBytes(value)).toString('utf8')).toBe(text);
      }),
    );
  });

  it('is what the library writes that knows nothing of shortcuts', () => {
    const names = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('__proto__', '10', '9', '1a', 'toJSON', 'b', 'a'),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 3 }, fc.jsonValue({ stringUnit: 'binary' }), tie('object'), fc.array(tie('tree'))),
      object: fc.array(fc.tuple(names, tie('tree'))).map((members) => Object.fromEntries(members)),
    }));
    fc.assert(fc.property(tree, (value) => expect(canonicalJson(value)).toBe(canonicalize(value))));
  });

  it.each([1, 19, 20, 21, 60])('puts %p members in their order', (count) => {
    const names = Array.from({ length: count }, (_, i) => `n${(i * 37) % 61}`);
    const value = Object.fromEntries(names.map((name, i) => [name, i]));
    expect(canonicalJson(value)).toBe(canonicalize(value));
  });

  it('leaves out members without a value, and takes what is no plain object as its members', () => {
    class Sent {
      second = 2;
      first = [1, { b: undefined, a: new Date(0) }];
    }
    expect(canonicalJson(new Sent())).toBe('{"first":[1,{"a":"1970-01-01T00:00:00.000Z"}],"second":2}');
  });

  it.each([
    ['undefined', undefined],
    ['NaN', { a: NaN }],
    ['an infinity', [Infinity]],
    ['a bigint', { a: 1n }],
    ['half a surrogate pair', { a: ['\\ud83d', '\ud83d'] }],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('takes a backslash before what looks like half a surrogate pair', () => {
    expect(canonicalJson('\\ud83d')).toBe('"\\\\ud83d"');
    expect(canonicalJson('\\\\ud83d')).toBe('"\\\\\\\\ud83d"');
    expect(() => canonicalJson('\\\ud83d')).toThrow(TypeError);
  });
});

/** The same value with the members of every object in reverse order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  );
}
