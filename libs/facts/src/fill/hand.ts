/** What does the work of a fill that is JavaScript: reading events, and folding circles. Several work side by side. */
import { join } from 'node:path';
import { comparePositions, type Position, type StoredEvent } from '#libs/event-store';
import { ALL_FACT_TABLE_NAMES, ALL_FACT_TABLES, type FactTable } from '#libs/fact-schema';
import { instrumentRegistry, type InstrumentDefinition, type InstrumentRegistry } from '../fold/instruments.js';
import { ParquetWriter } from '../parquet/parquet-writer.js';
import type { PlacedErasure } from '../store/erase-streams.js';
import { erasureIn, eventRow } from '../store/incoming.js';
import { PAST_TABLES, pastNameOf, pastTableRows, UNKEPT_TABLE } from '../past/past-tables.js';
import { EVENT_TABLE } from '../store/tables.js';
import { circleNumbers } from './circle-numbers.js';
import { FOLDED_MENTION_TABLE, fileOf, spillOf } from './files.js';
import { foldCircle, type FoldedCircle } from './fold-circle.js';
import type { OpenedLedger } from './ledger-place.js';
import { circlesIn, HeapWriter, type HeapPlace } from './spill.js';

/** Events of a page. */
const PAGE = 1000;

/** What a hand is made for. */
export interface HandOptions {
  /** Folder of the fill. */
  readonly folder: string;
  /** Tells its files from those of others. */
  readonly number: number;
  /** How many heaps the events are put on. */
  readonly heaps: number;
  readonly instruments: readonly InstrumentDefinition[];
}

/** Events after a position, up to and including another. */
export interface Range {
  readonly after: Position;
  readonly until: Position;
}

export interface Hand {
  /** Reads events, in order, and puts them on heaps. @returns the erasures among them */
  read(range: Range): Promise<readonly PlacedErasure[]>;
  /** Ends reading. @returns where each heap stands */
  heaps(): Promise<readonly HeapPlace[]>;
  /** Folds the circles of a heap and writes the rows. @param places in the order of the ledger */
  fold(places: readonly HeapPlace[]): Promise<void>;
  /** Finishes the files, so that they can be read. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Works in this thread. */
export class LocalHand implements Hand {
  private readonly instruments: InstrumentRegistry;
  private readonly files = new Map<string, ParquetWriter>();
  private spill: HeapWriter | null;
  private readonly circleOf: (stream: string) => number;

  constructor(
    private readonly options: HandOptions,
    private readonly ledger: OpenedLedger,
  ) {
    this.instruments = instrumentRegistry(options.instruments);
    this.spill = new HeapWriter(join(options.folder, spillOf(options.number)), options.heaps);
    this.circleOf = circleNumbers(ledger.circleOf);
  }

  async read(range: Range): Promise<readonly PlacedErasure[]> {
    const erasures: PlacedErasure[] = [];
    for await (const page of this.pages(range)) {
      for (const stored of page) {
        erasures.push(...erasureIn(stored));
        this.spill!.add(stored, this.circleOf(stored.stream));
      }
    }
    return erasures;
  }

  /** The events of a range, a page at a time: one event at a time costs a turn of the event loop's queue for each. */
  private async *pages({ after, until }: Range): AsyncGenerator<readonly StoredEvent[]> {
    for await (const page of this.ledger.store.subscribe({ after, batchSize: PAGE })) {
      const beyond = page.findIndex(({ position }) => comparePositions(position, until) > 0);
      yield beyond < 0 ? page : page.slice(0, beyond);
      if (comparePositions(page.at(-1)!.position, until) >= 0) return;
    }
  }

  heaps(): Promise<readonly HeapPlace[]> {
    const places = this.spill!.close();
    this.spill = null;
    return Promise.resolve(places);
  }

  fold(places: readonly HeapPlace[]): Promise<void> {
    const events = this.file('event', EVENT_TABLE);
    const mentions = this.file('mention', FOLDED_MENTION_TABLE);
    for (const { circle, events: stored } of circlesIn(places)) {
      const folded = foldCircle(stored, this.ledger.codec, this.instruments);
      for (const one of folded.events) events.add(eventRow(one));
      for (const one of folded.mentions) mentions.add({ ...one, circle });
      for (const facts of folded.facts) {
        for (const name of ALL_FACT_TABLE_NAMES) this.writeRows(name, ALL_FACT_TABLES[name], facts[name]);
      }
      this.writePast(folded);
    }
    return Promise.resolve();
  }

  finish(): Promise<void> {
    for (const file of this.files.values()) file.close();
    this.files.clear();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.spill?.close();
    return this.finish();
  }

  private writePast({ past, mentions }: FoldedCircle): void {
    if (past === null) {
      const clients = [...new Set(mentions.map(({ client }) => client))];
      this.writeRows(
        'unkept',
        UNKEPT_TABLE,
        clients.map((client) => ({ client })),
      );
    } else {
      for (const one of past)
        this.writeRows(pastNameOf(one.table), PAST_TABLES[pastNameOf(one.table)], pastTableRows(one));
    }
  }

  private writeRows(name: string, table: FactTable, rows: readonly object[]): void {
    if (rows.length === 0) return;
    const file = this.file(name, table);
    for (const row of rows) file.add(row);
  }

  private file(name: string, table: FactTable): ParquetWriter {
    let file = this.files.get(name);
    if (file) return file;
    file = new ParquetWriter(join(this.options.folder, fileOf(name, this.options.number)), table);
    this.files.set(name, file);
    return file;
  }
}
