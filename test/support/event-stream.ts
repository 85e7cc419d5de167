/** A reader of server-sent events. */

export interface ServerSentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export interface EventStream {
  /** The next event; comments and keep-alives are passed over. Undefined once the server has ended the stream. */
  next(): Promise<ServerSentEvent | undefined>;
  /** The next `count` events. */
  take(count: number): Promise<ServerSentEvent[]>;
  close(): void;
}

/** Connects to a stream, or resumes it after the event with this id. */
export async function openEventStream(url: string, lastEventId?: string): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url, {
    signal: abort.signal,
    headers: { accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
  });
  if (response.status !== 200) throw new Error(`event stream answered ${response.status}: ${await response.text()}`);
  const events = eventsIn(response.body!);
  const next = async () => (await events.next()).value as ServerSentEvent | undefined;
  return {
    next,
    async take(count) {
      const taken: ServerSentEvent[] = [];
      while (taken.length < count) {
        const event = await next();
        if (event === undefined) throw new Error(`event stream ended after ${taken.length} of ${count} events`);
        taken.push(event);
      }
      return taken;
    },
    close: () => abort.abort(),
  };
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(chunk, { stream: true });
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const event = parse(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (event.data !== '') yield event;
    }
  }
}

function parse(block: string): ServerSentEvent {
  const fields = { id: '', event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const match = /^(id|event|data): ?(.*)$/.exec(line);
    if (match === null) continue;
    const [, name, value] = match as unknown as [string, keyof typeof fields, string];
    fields[name] = name === 'data' && fields.data !== '' ? `${fields.data}\n${value}` : value;
  }
  return fields;
}
