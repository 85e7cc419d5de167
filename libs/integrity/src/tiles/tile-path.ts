/** Addresses of tiles and bundles (C2SP tlog-tiles): `tile/<level>/<index>[.p/<width>]`. */
import { TILE_WIDTH, type Tile } from './tiles.js';

/** A bundle of leaf contents, as many as the tile of level 0 beside it. */
export interface Bundle {
  readonly level: 'entries';
  readonly index: number;
  readonly width: number;
}

/** Address of a tile or bundle, from the folder of the log. */
export function tilePath({ level, index, width }: Tile | Bundle): string {
  return `tile/${level}/${indexPath(index)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

const PATH = /^tile\/(entries|0|[1-9]|[1-5]\d|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** What an address stands for, or null when it is no address of a tile or bundle. */
export function parseTilePath(path: string): Tile | Bundle | null {
  const [, level, digits, width] = PATH.exec(path) ?? [];
  if (level === undefined || digits === undefined) return null;
  const index = Number(digits.replace(/[x/]/g, ''));
  const parsed = { index, width: width === undefined ? TILE_WIDTH : Number(width) };
  const tile = level === 'entries' ? { level: 'entries' as const, ...parsed } : { level: Number(level), ...parsed };
  // One address for one tile: no needless zeros, no width that is no part of a tile.
  return Number.isSafeInteger(index) && tilePath(tile) === path ? tile : null;
}

/** 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!;
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}
