/** A small client of the HTTP interface, as a provider system or an analyst would use it. */
import { expect } from '@jest/globals';
import type { SentEvent } from './events.js';

/** What came back. `body` is the parsed JSON, or undefined when it is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely by tests
  readonly body: any;
}

/** One line of the answer to an NDJSON upload. */
export interface ResultLine {
  readonly line: number;
  readonly id: string | null;
  readonly status: 'recorded' | 'duplicate' | 'rejected';
  readonly position?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a problem document
  readonly problem?: any;
}

export const SINGLE = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';
export const NDJSON = 'application/x-ndjson';

/** Long enough for a projection on a busy machine; a case has its own limit. */
const PATIENCE_MS = 170_000;

export class LedgerClient {
  constructor(readonly url: string) {}

  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), init);
    const text = await response.text();
    const isJson =
      /json/.test(response.headers.get('content-type') ?? '') &&
      !/ndjson/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, { headers });
  }

  post(path: string, body: string, contentType: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, { method: 'POST', body, headers: { 'content-type': contentType, ...headers } });
  }

  postEvent(event: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.post('/v1/events', JSON.stringify(event), SINGLE, headers);
  }

  postBatch(events: readonly unknown[]): Promise<Answer> {
    return this.post('/v1/events', JSON.stringify(events), BATCH);
  }

  /** Sends lines as they are and gives one result per line. */
  async postLines(lines: readonly string[]): Promise<ResultLine[]> {
    const answer = await this.post('/v1/events', lines.map((line) => `${line}\n`).join(''), NDJSON);
    if (answer.status !== 200) throw new Error(`NDJSON upload answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    return parseLines(answer.text);
  }

  postNdjson(events: readonly SentEvent[]): Promise<ResultLine[]> {
    return this.postLines(events.map((event) => JSON.stringify(event)));
  }

  /** Sends events as NDJSON; every one must come back with this status, in order. Gives the last position. */
  async record(events: readonly SentEvent[], status: 'recorded' | 'duplicate' = 'recorded'): Promise<string> {
    const results = await this.postNdjson(events);
    const others = results.filter((result) => result.status !== status);
    expect(others.slice(0, 5)).toEqual([]);
    expect(results.map((result) => result.id)).toEqual(events.map((event) => event.id));
    return results.at(-1)?.position ?? '';
  }

  /** Reads JSON, waiting as long as the projection is still on its way (503 with Retry-After). */
  async ask(path: string, asOf?: string): Promise<Answer['body']> {
    const asked =
      asOf === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}asOf=${encodeURIComponent(asOf)}`;
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.get(asked);
      if (answer.status === 200) return answer.body;
      if (answer.status !== 503 || Date.now() > until)
        throw new Error(`GET ${asked} answered ${answer.status}: ${answer.text.slice(0, 800)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Ids of the indicators in the catalogue. */
  async indicators(): Promise<ReadonlySet<string>> {
    const body = await this.ask('/v1/indicators');
    const list = (Array.isArray(body) ? body : body.indicators) as { id: string }[];
    return new Set(list.map((indicator) => indicator.id));
  }

  /** Position of the newest event, or null on an empty ledger; read from the ledger itself. */
  async lastPosition(): Promise<string | null> {
    let after = '0';
    for (;;) {
      const { body } = await this.get(`/v1/events?after=${after}&limit=1000`);
      if (body.events.length === 0) return after === '0' ? null : after;
      after = body.after;
    }
  }

  /** Every event in the ledger, in order. */
  async allEvents(): Promise<Answer['body'][]> {
    const events: Answer['body'][] = [];
    for (let after = '0'; ;) {
      const { body } = await this.get(`/v1/events?after=${after}&limit=1000`);
      if (body.events.length === 0) return events;
      events.push(...body.events);
      after = body.after;
    }
  }
}

/** The result lines in a text. */
export function parseLines(text: string): ResultLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ResultLine);
}
