import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sealedCodec } from '#libs/codec';
import { leafHashOf, toBase64 } from '#libs/integrity';
import { createPseudonymiser, hmacSha256, type KeyVault, type StreamKey } from '#libs/privacy';
import type { CareEvent } from '#libs/trajectory';

/** A vault whose keys come from the names of what they are for: the same in every run and every version. */
function fixedVault(): KeyVault {
  const known = new Map<string, StreamKey>();
  const derived = (purpose: string, text: string) => createHash('sha256').update(`${purpose}\n${text}`).digest();
  const part: Partial<KeyVault> = {
    obtain(kind, subject) {
      const stream = `${kind}-${derived('name', `${kind} ${subject}`).toString('hex').slice(0, 26)}`;
      const key = {
        stream,
        kind,
        subject,
        secret: derived('secret', stream),
        nonceSecret: derived('nonce', stream),
      };
      known.set(stream, key);
      return key;
    },
    byStream: (stream) => known.get(stream) ?? null,
    noteClient: () => undefined,
    blind: (text) => hmacSha256(derived('blinding', ''), Buffer.from(text)),
  };
  return part as KeyVault;
}

const SOURCE = 'urn:nld:kvknr:41188450:systeem:ecd';
const CLIENT = createPseudonymiser(Buffer.alloc(32, 7)).of('999990019');

const event = (name: string, data: object, more: object = {}): CareEvent =>
  ({ source: SOURCE, id: `${name}-1`, name, subject: 'T-2024-000123', data, ...more }) as unknown as CareEvent;

const step = (scores: object) =>
  event('step-assessed', {
    effectiveOn: '2024-02-02',
    moment: 'start',
    instrument: { version: '1.0', id: 'STEP' },
    scores,
  });

const EVENTS = {
  'an intake, its members in another order': event(
    'intake-registered',
    { sex: 'O', client: { pseudonym: CLIENT }, effectiveOn: '2024-01-10', municipality: 'GM0344', born: '2011-03' },
    { time: '2024-01-10T14:02:11.5Z', attributes: { datacontenttype: 'application/json' } },
  ),
  'numbers as they are written': step({ a: 2.5, b: -0, c: 1e21, d: 0.1, e: 1e-7, f: 100 }),
  'members that are numbers': step({ '10': 1, '9': 2, a: 3 }),
  'letters beyond ASCII': event('perspective-plan-made', {
    effectiveOn: '2024-02-10',
    domains: ['één', '😀', '\u2028"\\\n'],
  }),
  'more than fits into four kilobytes': step(
    Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`score-${i}`, i / 8])),
  ),
  'clients linked': event(
    'clients-linked',
    { effectiveOn: '2024-03-01', otherClient: CLIENT },
    { subject: 'p-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' },
  ),
  'a correction of a correction': event('event-corrected', {
    effectiveOn: '2024-03-01',
    target: { source: SOURCE, id: 'c1' },
    data: { target: { source: SOURCE, id: 'e1' }, data: { effectiveOn: '2024-01-11', client: { pseudonym: CLIENT } } },
  }),
};

/** The id of each, and the SHA-256 of its bytes and its leaf, as they have been since November 2026. */
const STORED: Readonly<Record<string, readonly [id: string, data: string, leaf: string]>> = {
  'an intake, its members in another order': [
    '3f3ea82b-8b97-8497-a3b3-8080c870f89e',
    'LxsD0ZN4EQuSGhYiU3ku1xBxkPYpBVFRLkKnVS9a76U=',
    'm6B3dk+J1PjyvO6LIm11HHTXK4npRqTxIgTDujBPQvc=',
  ],
  'numbers as they are written': [
    'bd0c4845-f2bb-8854-83f3-116f4bdb5610',
    '+doLhZ5ZaxOokIDcYH2VnmwfMSY7mgpAG+j8+l8EnbE=',
    'hHAWFbrrfUqpjyLjtnuUeCzii8BoljXyQk+LrK1XrUg=',
  ],
  'members that are numbers': [
    'bd0c4845-f2bb-8854-83f3-116f4bdb5610',
    'cd/croBYMfHC3U2iAFIRgh1dYWpAowAGoQGcUkZsAWo=',
    'eUtb+BQOGFlXqfacc0e5Ok6qzTvJTg2n+iUoXobgJ/E=',
  ],
  'letters beyond ASCII': [
    '6a3ab216-3b40-85de-be56-7da5f576cb36',
    'aEQbEQQ82z6mNMwtBLGtMah49p62gcKyJIlTPi5D/HU=',
    'WO4jhojf3RIOP4rGSrSobWWOctv7QfAJFKGx3tx4s00=',
  ],
  'more than fits into four kilobytes': [
    'bd0c4845-f2bb-8854-83f3-116f4bdb5610',
    'S+qRQd7y0UMoRJr/DlFrdWh/qns2feYQNcitv7KYKa0=',
    'jrRPC8TabhQ+fPG5Y/5xib2yHkqAlG7w9k6upb+ZH5M=',
  ],
  'clients linked': [
    'ea41f0ae-0693-85d4-8bcd-1e847c5980d1',
    'kXtlXNWQN1zUduy8VaB2Wusx74n3lOZpdfkTQi7R/j4=',
    'tr0snDydQmJd8gaV5fs2mq1vHUvrVP5vhuQ6gjox094=',
  ],
  'a correction of a correction': [
    '876b0813-022e-8ba9-a454-9b006c63ab08',
    'WY8v9z8DNGrgC8ygfwUKgyY7IA/bd4OHXYCAxHUR1dg=',
    'ebE4sLzlKvXRL9ThrErCG9K9GGO1pEcgi/2Vr9Bn93k=',
  ],
};

describe('what is stored of an event', () => {
  it.each(Object.entries(EVENTS))('is the same bytes in every version: %s', (what, one) => {
    const codec = sealedCodec(fixedVault());
    const stream = codec.streamFor(one.name === 'clients-linked' ? 'client' : 'trajectory', one.subject);
    const encoded = codec.encode(one, stream);
    const stored = { ...encoded, stream, revision: 3, recordedAt: '2026-01-01T00:00:00.000Z' };
    const data = createHash('sha256').update(encoded.data).digest('base64');
    expect([encoded.id, data, toBase64(leafHashOf(stored))]).toEqual(STORED[what]);
  });
});
