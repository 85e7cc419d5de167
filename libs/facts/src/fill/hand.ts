/** What does the work of a fill that is JavaScript: reading events, and folding circles. Several work side by side. */
import { join } from 'node:path';
import { comparePositions, type Position, type StoredEvent } from '#libs/event-store';
import { ALL_FACT_TABLE_NAMES } from '#libs/fact-schema';
import { instrumentRegistry, type InstrumentDefinition, type InstrumentRegistry } from '../fold/instruments.js';
import type { PlacedErasure } from '../store/erase-streams.js';
import { erasureIn, eventRow } from '../store/incoming.js';
import { heldUnkept } from '../past/beside-past.js';
import { BESIDE_PAST_TABLES } from '../past/beside-tables.js';
import { APART_TABLE, PAST_TABLES, pastNameOf, pastTableRows, UNKEPT_TABLE } from '../past/past-tables.js';
import { EVENT_TABLE, HELD_TABLES } from '../store/tables.js';
import { circleNumbers } from './circle-numbers.js';
import { FOLDED_MENTION_TABLE, spillOf } from './files.js';
import { foldCircle, type FoldedCircle } from './fold-circle.js';
import type { OpenedLedger } from './ledger-place.js';
import { circlesIn, HeapWriter, type HeapPlace } from './spill.js';
import { TableFiles } from './table-files.js';

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
  private readonly files: TableFiles;
  private spill: HeapWriter | null;
  private readonly circleOf: (stream: string) => number;

  constructor(
    options: HandOptions,
    private readonly ledger: OpenedLedger,
  ) {
    this.instruments = instrumentRegistry(options.instruments);
    this.spill = new HeapWriter(join(options.folder, spillOf(options.number)), options.heaps);
    this.circleOf = circleNumbers(ledger.circleOf);
    this.files = new TableFiles(options.folder, options.number);
    // That of a ledger in which nobody is named is read like any other.
    this.files.begin('mention', FOLDED_MENTION_TABLE);
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
    for (const { circle, events } of circlesIn(places)) {
      this.write(circle, foldCircle(events, this.ledger.codec, this.instruments));
    }
    return Promise.resolve();
  }

  finish(): Promise<void> {
    this.files.close();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.spill?.close();
    return this.finish();
  }

  private write(circle: number, { events, mentions, facts, past, beside }: FoldedCircle): void {
    const { files } = this;
    files.add('event', EVENT_TABLE, events.map(eventRow));
    files.add(
      'mention',
      FOLDED_MENTION_TABLE,
      mentions.map((one) => ({ ...one, circle })),
    );
    for (const [person, tables] of facts) {
      const held = beside.get(person)?.held ?? heldUnkept;
      for (const name of ALL_FACT_TABLE_NAMES) files.add(name, HELD_TABLES[name]!, held(name, tables[name]));
    }
    for (const one of past ?? []) {
      const name = pastNameOf(one.table);
      files.add(name, PAST_TABLES[name], pastTableRows(one));
    }
    for (const [client, kept] of beside) {
      for (const { table, rows } of kept?.past ?? []) files.add(table, BESIDE_PAST_TABLES[table], rows);
      if (kept === null) files.add('apart', APART_TABLE, [{ client }]);
    }
    if (past !== null) return;
    const clients = new Set(mentions.map(({ client }) => client));
    files.add(
      'unkept',
      UNKEPT_TABLE,
      Array.from(clients, (client) => ({ client })),
    );
  }
}
