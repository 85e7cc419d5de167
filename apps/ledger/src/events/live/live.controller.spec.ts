import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { startLedger, type LedgerApp } from '../../testing/ledger-app.js';
import { sample } from '../../testing/samples.js';

let ledger: LedgerApp;

beforeEach(async () => {
  ledger = await startLedger();
});
afterEach(() => ledger.close());

/** Reads from the stream until it holds so many events, or ends. */
async function listen(path: string, events: number, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await fetch(ledger.url + path, { headers, signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async (): Promise<string[]> => {
    while ((text.match(/^data: /gm) ?? []).length < events) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    return [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id!);
  };
  return { response, read, text: () => text, close: () => abort.abort() };
}

const open = (subject: string) => ledger.post('/v1/events', sample('intake-registered', {}, { subject }));

describe('the live feed', () => {
  it('gives history, then live, as the ledger reads it back', async () => {
    await open('a');
    const stream = await listen('/v1/events/live?after=0', 2);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await open('b');
    const ids = await stream.read();
    const { body } = await ledger.get('/v1/events');
    expect(ids).toEqual(body.events.map(({ position }: { position: string }) => position));
    const data = [...stream.text().matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!));
    expect(data).toEqual(body.events);
    stream.close();
  });

  it('resumes after the last event seen', async () => {
    await open('a');
    const first = (await open('b')).body.position;
    const last = (await open('c')).body.position;
    const stream = await listen('/v1/events/live?after=0', 1, { 'last-event-id': first });
    expect(await stream.read()).toEqual([last]);
    stream.close();
  });

  it('refuses what is no position', async () => {
    expect((await ledger.get('/v1/events/live?after=x')).body.errors[0].pointer).toBe('after');
    const answer = await ledger.get('/v1/events/live', { 'last-event-id': 'x' });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, 'Last-Event-ID']);
  });

  it('refuses a position of another kind of store at once', async () => {
    await open('a');
    const answer = await ledger.get('/v1/events/live?after=900-880');
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('another kind of event store')]);
  });

  it('waits for a place that is not reached yet, and says so when it is not', async () => {
    const { position } = (await open('a')).body;
    const next = String(Number(position) + 1);
    const stream = listen('/v1/events/live', 1, { 'last-event-id': next });
    expect((await open('b')).body.position).toBe(next);
    const last = (await open('c')).body.position;
    expect(await (await stream).read()).toEqual([last]);
    (await stream).close();

    const past = await ledger.get(`/v1/events/live?after=${Number(last) + 1}`);
    expect([past.status, past.body.code]).toEqual([503, 'position-not-reached']);
    expect(past.headers.get('content-type')).toBe('application/problem+json');
    expect(past.headers.get('retry-after')).toBe('5');
  }, 15_000);

  it('has nothing to say to HEAD', async () => {
    const response = await fetch(`${ledger.url}/v1/events/live`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('stopping', () => {
  it('ends open streams of events and of lines', async () => {
    const stream = await listen('/v1/events/live?after=0', 1);
    const upload = request(`${ledger.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    upload.on('error', () => undefined);
    let answer = '';
    const answered = new Promise<void>((resolve) => {
      upload.on('response', (response) => {
        response.on('data', (chunk) => (answer += String(chunk)) && resolve()).on('error', () => undefined);
      });
    });
    upload.write(`${JSON.stringify(sample('intake-registered', {}, { subject: 'open' }))}\n`);
    await answered;
    expect(JSON.parse(answer)).toMatchObject({ line: 1, status: 'recorded' });
    await ledger.close();
    expect(await stream.read()).toHaveLength(1);
    ledger = await startLedger();
  });

  it('does not wait for readers that went away', async () => {
    const stream = await listen('/v1/events/live?after=0', 1);
    await open('a');
    await stream.read();
    stream.close();
    await ledger.close();
    ledger = await startLedger();
    expect((await ledger.get('/v1/events')).status).toBe(200);
  });
});
