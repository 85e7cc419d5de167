import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wholeTree } from '../../testing/whole-tree.js';
import { hashLeaf } from '../tree/hash.js';
import { inclusionProof, rootOf } from '../tree/proofs.js';
import { decodeBundle, encodeBundle } from './bundle.js';
import { parseTilePath, tilePath } from './tile-path.js';
import { subtreesIn, tileRoot, tilesOf, type TileReader } from './tiles.js';

describe('tiles', () => {
  it('of a tree of 70,000 are those of the specification', () => {
    const tiles = [...tilesOf(70_000)];
    expect(tiles.filter(({ level, width }) => level === 0 && width === 256)).toHaveLength(273);
    expect(tiles.filter(({ level, width }) => level > 0 || width < 256)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 0, width: 256 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
  });

  it('of a tree of 256 are one full one and one of a single hash', () => {
    expect([...tilesOf(256)]).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect([...tilesOf(0)]).toEqual([]);
  });

  it('that are new since another size are those that hold a new hash', () => {
    expect([...tilesOf(600, 512)]).toEqual([{ level: 0, index: 2, width: 88 }]);
    expect([...tilesOf(600, 600)]).toEqual([]);
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(200_000), (a, b) => {
        const [known, size] = [Math.min(a, b), Math.max(a, b)];
        const before = new Set([...tilesOf(known)].map(tilePath));
        const expected = [...tilesOf(size)].map(tilePath).filter((path) => !before.has(path));
        expect([...tilesOf(size, known)].map(tilePath)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('hold all that roots and proofs are made of', () => {
    const size = 70_000;
    const leaves = Array.from({ length: size }, (_, n) => hashLeaf(Buffer.from(String(n))));
    const levels = [leaves];
    for (let level = 1; levels[level - 1]!.length >= 256; level++) {
      const below = levels[level - 1]!;
      const full = Math.floor(below.length / 256);
      levels.push(Array.from({ length: full }, (_, n) => tileRoot(Buffer.concat(below.slice(256 * n, 256 * (n + 1))))));
    }
    const tile: TileReader = (level, index, width) =>
      Buffer.concat(levels[level]!.slice(256 * index, 256 * index + width));
    const fromTiles = subtreesIn(tile);
    const whole = wholeTree(leaves);
    for (const at of [1, 255, 256, 257, 65_536, 65_537, size]) {
      expect(Buffer.compare(rootOf(at, fromTiles), rootOf(at, whole))).toBe(0);
    }
    for (const leaf of [0, 300, 65_535, 65_536, size - 1]) {
      expect(inclusionProof(leaf, size, fromTiles)).toEqual(inclusionProof(leaf, size, whole).map(asBuffer));
    }
  });
});

const asBuffer = (hash: Uint8Array) => Buffer.from(hash);

describe('addresses of tiles', () => {
  it.each([
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 2, index: 0, width: 1 }, 'tile/2/000.p/1'],
    [{ level: 63, index: 1000, width: 256 }, 'tile/63/x001/000'],
    [{ level: 'entries' as const, index: 7, width: 3 }, 'tile/entries/007.p/3'],
  ])('%j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/001/000',
    'tile/0/x000/001',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000/',
    'tile/-1/000',
    'tile/data/000',
    '/tile/0/000',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ])('%s is none', (path) => expect(parseTilePath(path)).toBeNull());
});

describe('bundles', () => {
  it('are the contents after their lengths', () => {
    const contents = [Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(65_535, 7)];
    const bundle = Buffer.from(encodeBundle(contents));
    expect(bundle.subarray(0, 6).toString('hex')).toBe('000261620000');
    expect(decodeBundle(bundle)).toEqual(contents);
    expect(decodeBundle(new Uint8Array())).toEqual([]);
  });

  it('do not end within a content, and take none that is too long', () => {
    expect(() => decodeBundle(Buffer.from('00026162'.slice(0, 6), 'hex'))).toThrow(RangeError);
    expect(() => decodeBundle(Buffer.from('00', 'hex'))).toThrow(RangeError);
    expect(() => encodeBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});
