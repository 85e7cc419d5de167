import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, StoredEvent } from '#libs/event-store';
import type { IndicatorDefinition } from '#libs/indicators';
import { STORE } from '../insights.options.js';
import { RecordedEvents } from '../recorded/recorded-events.js';

/** One version of an indicator that somebody defined. */
export interface RecordedVersion {
  readonly definition: IndicatorDefinition;
  readonly recordedAt: string;
}

/** An indicator that somebody defined, with its past. */
export interface RecordedIndicator {
  /** Version n stands at n - 1; there is at least one. */
  readonly versions: readonly RecordedVersion[];
  /** Since when it is retired; null while it stands. Defining it again ends that. */
  readonly retiredAt: string | null;
  /** Revision of its stream. */
  readonly revision: number;
}

const DEFINED = 'indicator-defined';
const RETIRED = 'indicator-retired';

/** Indicators defined over HTTP: events of the streams `indicator-<id>`. */
@Injectable()
export class RecordedDefinitions {
  private readonly byId = new Map<string, RecordedIndicator>();
  private readonly events: RecordedEvents;

  constructor(@Inject(STORE) store: EventStore) {
    this.events = new RecordedEvents(store, [DEFINED, RETIRED], (name, data, event) => this.apply(name, data, event));
  }

  /** Every indicator recorded before this call, by id. @throws ProblemException 503 */
  async all(): Promise<ReadonlyMap<string, RecordedIndicator>> {
    await this.events.catchUp();
    return this.byId;
  }

  /** Records a version; the definition names it. False when somebody else was first. */
  async define(definition: IndicatorDefinition, known: RecordedIndicator | undefined): Promise<boolean> {
    return this.record(DEFINED, definition.id, known, definition);
  }

  /** Records that an indicator is used no more. False when somebody else was first. */
  async retire(id: string, known: RecordedIndicator): Promise<boolean> {
    return this.record(RETIRED, id, known, { id, version: known.versions.length });
  }

  private async record(name: string, id: string, known: RecordedIndicator | undefined, data: object): Promise<boolean> {
    const event = { stream: `indicator-${id}`, revision: known?.revision ?? null, name, subject: id, data };
    return (await this.events.record(event)) !== null;
  }

  private apply(name: string, data: unknown, { revision, recordedAt }: StoredEvent): void {
    const { id } = data as { readonly id: string };
    const versions = this.byId.get(id)?.versions ?? [];
    this.byId.set(
      id,
      name === DEFINED
        ? {
            versions: [...versions, { definition: data as IndicatorDefinition, recordedAt }],
            retiredAt: null,
            revision,
          }
        : { versions, retiredAt: recordedAt, revision },
    );
  }
}
