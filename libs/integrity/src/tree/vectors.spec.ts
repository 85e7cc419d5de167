/** The reference vectors of RFC 6962 implementations (google/certificate-transparency, transparency-dev/merkle). */
import { describe, expect, it } from '@jest/globals';
import { CompactRange } from './compact-range.js';
import { EMPTY_ROOT, hashLeaf } from './hash.js';
import { consistencyProof, inclusionProof, rootOf } from './proofs.js';
import { wholeTree } from '../../testing/whole-tree.js';
import { verifyConsistency, verifyInclusion } from './verify-proofs.js';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** Leaves are counted from 1 here, as where the vectors were published. */
const INCLUSION: [leaf: number, size: number, path: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [3, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    2,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const CONSISTENCY: [from: number, to: number, path: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    6,
    7,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

const leafHashes = LEAVES.map((leaf) => hashLeaf(bytes(leaf)));
const tree = wholeTree(leafHashes);

describe('the published vectors', () => {
  it('give the root of the empty tree', () => {
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(new CompactRange().root())).toBe(hex(EMPTY_ROOT));
    expect(hex(rootOf(0, tree))).toBe(hex(EMPTY_ROOT));
  });

  it('give the root after each leaf, built leaf by leaf and read from a whole tree', () => {
    const range = new CompactRange();
    const built = leafHashes.map((hash) => (range.append(hash), hex(range.root())));
    expect(built).toEqual(ROOTS);
    expect(ROOTS.map((_, i) => hex(rootOf(i + 1, tree)))).toEqual(ROOTS);
  });

  it.each(INCLUSION)('prove leaf %i of %i', (leaf, size, path) => {
    expect(inclusionProof(leaf - 1, size, tree).map(hex)).toEqual(path);
    const claim = { leaf: leaf - 1, leafHash: leafHashes[leaf - 1]!, size, root: bytes(ROOTS[size - 1]!) };
    expect(verifyInclusion(claim, path.map(bytes))).toBe(true);
  });

  it.each(CONSISTENCY)('prove that the tree of %i is the beginning of that of %i', (from, to, path) => {
    expect(consistencyProof(from, to, tree).map(hex)).toEqual(path);
    const head = (size: number) => ({ size, root: bytes(ROOTS[size - 1]!) });
    expect(verifyConsistency({ from: head(from), to: head(to) }, path.map(bytes))).toBe(true);
  });

  it('refuse what the published tests refuse', () => {
    const root = bytes(ROOTS[7]!);
    const [, , published] = INCLUSION[2]!;
    const path = published.map(bytes);
    const right = { leaf: 5, leafHash: leafHashes[5]!, size: 8, root };
    const wrong = [
      [{ ...right, leaf: 4 }, path],
      [{ ...right, leaf: 6 }, path],
      [{ ...right, leaf: 7 }, path],
      [{ ...right, size: 16 }, path],
      [{ ...right, size: 4 }, path],
      [{ ...right, root: EMPTY_ROOT }, path],
      [{ ...right, leafHash: new Uint8Array() }, path],
      [right, [...path, new Uint8Array()]],
      [right, [...path, root]],
      [right, [new Uint8Array(), ...path]],
      [right, [root, ...path]],
      [right, path.slice(0, 2)],
    ] as const;
    expect(wrong.map(([claim, hashes]) => verifyInclusion(claim, hashes))).toEqual(wrong.map(() => false));
    expect(verifyInclusion({ leaf: 0, leafHash: root, size: 0, root }, [])).toBe(false);

    const head = (size: number, at = size) => ({ size, root: bytes(ROOTS[at - 1]!) });
    const empty = { size: 0, root: EMPTY_ROOT };
    expect(verifyConsistency({ from: empty, to: head(3) }, [])).toBe(true);
    expect(verifyConsistency({ from: empty, to: head(3) }, [root])).toBe(false);
    expect(verifyConsistency({ from: head(2), to: head(1) }, [])).toBe(false);
    expect(verifyConsistency({ from: head(1), to: head(2) }, [])).toBe(false);
    expect(verifyConsistency({ from: head(1), to: head(1, 2) }, [])).toBe(false);
  });
});
