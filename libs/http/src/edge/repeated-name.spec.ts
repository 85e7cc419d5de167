import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasRepeatedName, whereRepeated } from './repeated-name.js';

/** Both ways of looking must say the same. */
function repeats(text: string): boolean {
  const bytes = Buffer.from(text);
  const has = hasRepeatedName(bytes, JSON.parse(text));
  expect(whereRepeated(bytes, Infinity) !== null).toBe(has);
  return has;
}

describe('a name that stands twice in one object', () => {
  it.each([
    ['at the top', '{"a":1,"a":1}'],
    ['deeper', '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'],
    ['written with an escape', '{"a":1,"\\u0061":2}'],
    ['with spaces before the colon', '{"a" : 1, "a"\n:\t2}'],
    ['where the first held an object', '{"a":{"b":1},"a":2}'],
    ['of every object', '{"__proto__":1,"__proto__":2}'],
  ])('is seen %s', (_, text) => {
    expect(repeats(text)).toBe(true);
  });

  it.each([
    ['in two objects', '[{"a":1},{"a":{"a":2}}]'],
    ['as a value', '{"a":"a","b":"a"}'],
    ['in texts with colons and quotation marks', '{"a":"\\":\\"a\\":1","b":"\\\\","c\\"":":"}'],
    ['that every object has', '{"__proto__":1,"constructor":{"toString":2}}'],
    ['in no object', '"a:b"'],
    ['in a list with numbers', '[1,[2,"x:y"],{}]'],
  ])('is not seen %s', (_, text) => {
    expect(repeats(text)).toBe(false);
  });

  it.each([
    ['{"a":1,"a":1}', ['a']],
    ['[0,{"a":[{},{"b\\"":"c,","d":{"a":[1,2]},"b\\u0022":2}]}]', [1, 'a', 1, 'b"']],
    ['{"a":{"x":[],"y":"b"},"b":[[],[{"é":{},"z":1,"é":1}]]}', ['b', 1, 0, 'é']],
  ])('is found in %s', (text, path) => {
    expect(whereRepeated(Buffer.from(text), 6)).toEqual(path);
  });

  it('is not looked for where a replaced member goes too deep', () => {
    const deep = `{"a":${'['.repeat(100)}{"b":1,"b":2}${']'.repeat(100)},"a":1}`;
    expect(whereRepeated(Buffer.from(deep), 101)).toBeNull();
    expect(whereRepeated(Buffer.from(deep), 102)).toHaveLength(102);
  });

  it('is seen in no text that was made of a value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1), (value, space) => {
        expect(repeats(JSON.stringify(value, null, space))).toBe(false);
      }),
    );
  });

  it('is told of what is nested deeper than a call stack reaches', () => {
    const depth = 200_000;
    expect(repeats(`${'['.repeat(depth)}{"a":1,"a":2}${']'.repeat(depth)}`)).toBe(true);
  });
});
