/** What a part gets to work with. */
import type { PeerFolders } from '../peers/install.js';
import type { Ledgers } from './ledgers.js';
import type { Measurement } from './measure.js';
import type { BenchOptions } from './options.js';
import type { Region } from './region.js';

export interface Context {
  readonly options: BenchOptions;
  /** Taken away afterwards. */
  readonly folder: string;
  readonly peers: PeerFolders;
  readonly ledgers: Ledgers;
  regionOf(events: number): Promise<Region>;
  /** Tells who waits what is being done. */
  say(text: string): void;
}

/** Measures one thing. */
export type Part = (context: Context) => Promise<readonly Measurement[]>;
