import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { sealed, type Draft } from './draft.js';
import { packTexts, sealPacked, unpackSealed } from './packed-texts.js';
import { boundText, unseal } from './seal.js';
import { Sealer } from './sealer.js';

/** A thread that never answers. */
const SILENT = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {})`,
);
/** A thread that ends in the middle of its first request. */
const ENDS = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1))`,
);

const keyOf = (stream: string) => ({
  stream,
  kind: 'trajectory',
  subject: 'T-1',
  secret: randomBytes(32),
  nonceSecret: randomBytes(32),
});

const metadata = Buffer.from('{}');
const drafts = (texts: readonly (readonly [bound: string, plain: string])[]) =>
  texts.map(([bound, plain], i) => {
    const key = keyOf(`trajectory-${i}`);
    return { id: `id-${i}`, type: 'care', metadata, text: boundText(bound, plain), key };
  });

const text = fc.string({ unit: 'binary', maxLength: 300 });

describe('texts on their way to a thread and back', () => {
  it('are sealed as they are one by one, and open again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 20 }), (texts) => {
        const all = drafts(texts);
        const packed = packTexts(all);
        const events = unpackSealed(all, sealPacked(packed));
        expect(events.map((event) => ({ ...event, data: Buffer.from(event.data) }))).toEqual(all.map(sealed));
        texts.forEach(([bound, plain], i) => {
          expect(unseal(all[i]!.key, Buffer.from(bound), events[i]!.data)?.toString()).toBe(plain);
        });
        expect(packed.bytes.every((byte) => byte === 0)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('may be longer than what texts are usually written to', () => {
    const long = drafts([['bound', 'é'.repeat(100_000)]]);
    const [event] = unpackSealed(long, sealPacked(packTexts(long)));
    expect(Buffer.compare(event!.data, sealed(long[0]!).data)).toBe(0);
  });
});

describe('a sealer', () => {
  const many = (): Draft[] => drafts(Array.from({ length: 100 }, (_, i) => [`bound ${i}`, `plain ${i}`] as const));

  it('gives the same without a thread', async () => {
    const all = many();
    expect(await new Sealer(null).seal(all)).toEqual(all.map(sealed));
  });

  it('seals here what the thread broke off from', async () => {
    const sealer = new Sealer(ENDS);
    const all = many();
    expect(await sealer.seal(all)).toEqual(all.map(sealed));
    await sealer.close();
  });

  it('that is closed seals without a thread', async () => {
    const sealer = new Sealer(SILENT);
    await sealer.close();
    const all = many();
    expect(await sealer.seal(all)).toEqual(all.map(sealed));
  });

  it('leaves data that have no key as they are', async () => {
    const plain: Draft[] = many().map((draft) => ({ ...draft, key: null }));
    expect(await new Sealer().seal(plain)).toEqual(
      plain.map(({ text, id, type }) => ({ id, type, data: text, metadata })),
    );
  });
});
