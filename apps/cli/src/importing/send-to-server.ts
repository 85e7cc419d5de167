/** Streams lines to a server: requests go up while results come down, in one exchange. */
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandError } from '../errors.js';
import { bearer } from '../server/bearer.js';
import type { LineResult, SendLines } from './line-result.js';

/** Results that are handed on together. */
const BATCH = 500;

/** @param url address of the server, such as `http://127.0.0.1:3000`. */
export function sendToServer(url: string): SendLines {
  return async function* send(input) {
    const target = new URL('/v1/events', url);
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson', ...bearer() },
    });
    const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    const sent = pipeline(Readable.from(input), request);
    sent.catch(() => undefined); // it fails with the answer, or is looked at below
    const response = await answered.catch((error: Error) => {
      throw new CommandError(
        `No server answers at ${target.origin}: start one with care-ledger serve, or correct --url.`,
        {
          cause: error,
        },
      );
    });
    if (response.statusCode !== 200) throw new CommandError(await refusalOf(response));
    let batch: LineResult[] = [];
    try {
      for await (const line of createInterface({ input: response, crlfDelay: Infinity })) {
        if (line === '') continue;
        batch.push(JSON.parse(line) as LineResult);
        if (batch.length >= BATCH) {
          yield batch;
          batch = [];
        }
      }
    } catch (error) {
      throw new CommandError('The server broke off; what was answered before is recorded.', { cause: error });
    }
    if (batch.length > 0) yield batch;
    await sent.catch((error: Error) => {
      throw new CommandError('The server broke off; what was answered before is recorded.', { cause: error });
    });
  };
}

async function refusalOf(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  try {
    const { detail } = JSON.parse(Buffer.concat(parts).toString()) as { detail?: string };
    if (detail) return `The server refused the import (${response.statusCode}): ${detail}`;
  } catch {
    // no problem document: the status has to do
  }
  return `The server refused the import: it answered ${response.statusCode}.`;
}
