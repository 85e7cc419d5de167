/** HTTP as a provider system would do it: over connections that stay open. */
import { createReadStream } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';

export interface Counts {
  recorded: number;
  duplicate: number;
  rejected: number;
}

export class Client {
  private readonly agent: Agent;

  /** @param connections most that are open at once. */
  constructor(
    private readonly url: string,
    connections = 1,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Sends a file of events in one request and counts the results. */
  async upload(file: string): Promise<Counts> {
    const sending = request(new URL('/v1/events', this.url), {
      method: 'POST',
      agent: this.agent,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      sending.on('response', resolve).on('error', reject),
    );
    const sent = pipeline(createReadStream(file), sending);
    const counts: Counts = { recorded: 0, duplicate: 0, rejected: 0 };
    for await (const line of createInterface({ input: await answered })) {
      const status = /"status":"(recorded|duplicate|rejected)"/.exec(line)?.[1] as keyof Counts | undefined;
      if (status) counts[status] += 1;
    }
    await sent;
    return counts;
  }

  /** Records one event and gives its position. @throws Error when it is not recorded. */
  async record(event: object): Promise<string> {
    const { status, body } = await this.exchange('POST', '/v1/events', JSON.stringify(event));
    if (status !== 201) throw new Error(`an event of the bench was answered with ${status}: ${body}`);
    return (JSON.parse(body) as { position: string }).position;
  }

  /** Records events in one request and gives the positions of those that were recorded. */
  async recordLines(lines: readonly string[]): Promise<number[]> {
    const { status, body } = await this.exchange('POST', '/v1/events', lines.join('\n'), 'application/x-ndjson');
    if (status !== 200) throw new Error(`events of the bench were answered with ${status}: ${body}`);
    return Array.from(body.matchAll(/"position":"(\d+)"/g), ([, position]) => Number(position));
  }

  /** Asks a figure, and again as long as the server says that it is not ready. */
  async ask<T>(path: string): Promise<T> {
    for (;;) {
      const { status, body } = await this.exchange('GET', path);
      if (status === 200) return JSON.parse(body) as T;
      if (status !== 503) throw new Error(`${path} was answered with ${status}: ${body}`);
      await setTimeout(20);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private exchange(
    method: string,
    path: string,
    sent?: string,
    type = 'application/cloudevents+json',
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = sent === undefined ? {} : { 'content-type': type };
      request(new URL(path, this.url), { method, agent: this.agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () => resolve({ status: response.statusCode!, body: Buffer.concat(parts).toString() }))
          .on('error', reject);
      })
        .on('error', reject)
        .end(sent);
    });
  }
}
