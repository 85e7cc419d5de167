/** What does the work of a fill that is JavaScript: reading events, and folding persons. Several work side by side. */
import { join } from 'node:path';
import { comparePositions, type Position, type StoredEvent } from '#libs/event-store';
import { ALL_FACT_TABLE_NAMES, ALL_FACT_TABLES, type AnyFactTableName } from '#libs/fact-schema';
import { foldPerson } from '../fold/fold-person.js';
import { instrumentRegistry, type InstrumentDefinition, type InstrumentRegistry } from '../fold/instruments.js';
import { ParquetWriter } from '../parquet/parquet-writer.js';
import type { PlacedErasure } from '../store/erase-streams.js';
import { decoded, erasureIn, eventRow, mentionsOf } from '../store/incoming.js';
import { historyOf } from '../store/ownership.js';
import type { PersonClients } from '../store/persons.js';
import { parseStreamText, type StreamText } from '../store/stream-text.js';
import { EVENT_TABLE, MENTION_TABLE } from '../store/tables.js';
import { fileOf } from './files.js';
import type { OpenedLedger } from './ledger-place.js';

/** Events of a page. */
const PAGE = 1000;

/** What a hand is made for. */
export interface HandOptions {
  /** Folder of the fill. */
  readonly folder: string;
  /** Tells its files from those of others. */
  readonly number: number;
  readonly instruments: readonly InstrumentDefinition[];
}

/** Events after a position, up to and including another. */
export interface Range {
  readonly after: Position;
  readonly until: Position;
}

/** A person with the texts of all streams that ever named one of its clients. */
export interface PersonToFold extends PersonClients {
  readonly streams: readonly StreamText[];
}

export interface Hand {
  /** Reads events and writes their rows. @returns the erasures among them */
  read(range: Range): Promise<readonly PlacedErasure[]>;
  /** Folds persons and writes their rows. */
  fold(persons: readonly PersonToFold[]): Promise<void>;
  /** Finishes the files, so that they can be read. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Works in this thread. */
export class LocalHand implements Hand {
  private readonly instruments: InstrumentRegistry;
  private readonly files = new Map<string, ParquetWriter>();

  constructor(
    private readonly options: HandOptions,
    private readonly ledger: OpenedLedger,
  ) {
    this.instruments = instrumentRegistry(options.instruments);
  }

  async read(range: Range): Promise<readonly PlacedErasure[]> {
    const { codec } = this.ledger;
    const events = this.file('event', EVENT_TABLE);
    const mentions = this.file('mention', MENTION_TABLE);
    const known = new Set<string>();
    const erasures: PlacedErasure[] = [];
    for await (const page of this.pages(range)) {
      for (const stored of page) {
        erasures.push(...erasureIn(stored));
        for (const incoming of decoded(codec, stored)) {
          events.add(eventRow(incoming));
          const { stream, kind, event, clientStreams } = incoming;
          for (const { client, links } of mentionsOf(kind, event)) {
            const clientStream = clientStreams.get(client)!;
            const key = `${links} ${stream} ${clientStream}`;
            if (known.has(key)) continue;
            known.add(key);
            mentions.add({ stream, client, links, clientStream });
          }
        }
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

  fold(persons: readonly PersonToFold[]): Promise<void> {
    for (const one of persons) {
      const facts = foldPerson(historyOf(one, one.streams.map(parseStreamText)), this.instruments);
      for (const name of ALL_FACT_TABLE_NAMES) this.writeFacts(name, facts[name]);
    }
    return Promise.resolve();
  }

  finish(): Promise<void> {
    for (const file of this.files.values()) file.close();
    this.files.clear();
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.finish();
  }

  private writeFacts(name: AnyFactTableName, rows: readonly object[]): void {
    if (rows.length === 0) return;
    const file = this.file(name, ALL_FACT_TABLES[name]);
    for (const row of rows) file.add(row);
  }

  private file(name: string, table: (typeof ALL_FACT_TABLES)[AnyFactTableName]): ParquetWriter {
    let file = this.files.get(name);
    if (file) return file;
    file = new ParquetWriter(join(this.options.folder, fileOf(name, this.options.number)), table);
    this.files.set(name, file);
    return file;
  }
}
