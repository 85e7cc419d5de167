/** An NDJSON upload that is read while it is written: lines go up, result lines come back, on one request. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { NDJSON, type ResultLine } from './ledger-client.js';

export interface Upload {
  /** Sends one line; waits while the server does not take more. */
  write(line: string): Promise<void>;
  /** The next result line; undefined once the answer is complete. Throws when the connection breaks. */
  next(): Promise<ResultLine | undefined>;
  /** Says that no line follows. */
  end(): void;
  /** Goes away without a word. */
  abort(): void;
}

/** Opens an upload to `POST /v1/events`. */
export function openUpload(url: string): Upload {
  const sent: ClientRequest = request(new URL('/v1/events', url), {
    method: 'POST',
    headers: { 'content-type': NDJSON, 'transfer-encoding': 'chunked' },
  });
  sent.flushHeaders();
  sent.on('error', () => undefined); // whoever waits for an answer hears of it
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => undefined);
  let lines: AsyncIterator<string> | undefined;
  return {
    async write(line) {
      if (!sent.write(`${line}\n`)) await once(sent, 'drain');
    },
    async next() {
      if (lines === undefined) {
        const [response] = await answered;
        if (response.statusCode !== 200) throw new Error(`NDJSON upload answered ${response.statusCode}`);
        lines = linesOf(response);
      }
      const { value, done } = await lines.next();
      return done ? undefined : (JSON.parse(value) as ResultLine);
    },
    end: () => void sent.end(),
    abort: () => void sent.destroy(),
  };
}

async function* linesOf(response: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let pending = '';
  for await (const chunk of response) {
    const lines = (pending + chunk.toString('latin1')).split('\n');
    pending = lines.pop()!;
    for (const line of lines) yield Buffer.from(line, 'latin1').toString();
  }
}
