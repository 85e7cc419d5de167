/** The thread that seals, as the built program has it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { sealedCodec, Sealer, type Codec } from '#libs/codec';
import { temporaryKeyVault, type SqliteKeyVault } from '#libs/key-vault';
import type { CareEvent } from '#libs/trajectory';

const BUILT = new URL('../../dist/libs/codec/src/sealing/sealing-thread.js', import.meta.url);

let vault: SqliteKeyVault;
let codec: Codec;
let sealer: Sealer;

beforeEach(() => {
  if (!existsSync(BUILT)) throw new Error('This test runs the built program: run `npm run build` first.');
  vault = temporaryKeyVault();
  codec = sealedCodec(vault);
  sealer = new Sealer(BUILT);
});
afterEach(async () => {
  await sealer.close();
  vault.close();
});

function events(count: number, name: string) {
  return Array.from({ length: count }, (_, i) => {
    const event = {
      source: 'urn:nld:kvknr:41188450:systeem:ecd',
      id: `${name} ${i}`,
      name: 'waiting-paused',
      subject: `T-${i % 7}`,
      data: { effectiveOn: '2024-06-28', reason: `reden ${i} é` },
    } as unknown as CareEvent;
    return { event, stream: codec.streamFor('trajectory', event.subject) };
  });
}

describe('events that a thread seals', () => {
  it('are those that are sealed here, in their order, also when several calls are under way', async () => {
    const calls = [events(300, 'a'), events(10, 'b'), events(200, 'c')];
    const drafted = calls.map((call) =>
      call.map(({ event, stream }) => codec.draft(event, stream, codec.eventIdOf(event))),
    );
    const sealed = await Promise.all(drafted.map((drafts) => sealer.seal(drafts)));
    const compared = sealed.map((call) => call.map((event) => ({ ...event, data: Buffer.from(event.data) })));
    expect(compared).toEqual(calls.map((call) => call.map(({ event, stream }) => codec.encode(event, stream))));
    expect(new Set(sealed[0]!.map(({ data }) => data.buffer)).size).toBe(1); // as they came from the thread
  });
});
