import { describe, expect, it } from '@jest/globals';
import { Unreadable } from '../events/recording/outcome.js';
import { BSN, PSEUDONYM, pseudonymiser, sample, SOURCE } from '../testing/samples.js';
import { keepableOf } from './keepable.js';

const keep = (raw: unknown) => keepableOf(raw, pseudonymiser);

describe('what is kept of a refused event', () => {
  it('is the event without its BSN, and its key', () => {
    const raw = sample('intake-registered', { remark: `call ${BSN}` });
    const kept = keep(raw);
    expect(kept).toMatchObject({ source: SOURCE, eventId: raw['id'], type: raw['type'], bytes: null, sha256: null });
    expect(kept.event).not.toContain(BSN);
    expect(JSON.parse(kept.event!)).toMatchObject({ data: { client: { pseudonym: PSEUDONYM } } });
  });

  it('keeps ids in which nine digits pass by chance, but no subject of a client that is a BSN', () => {
    const raw = sample('care-started', {}, { subject: `T-${BSN}`, id: `e-${BSN}` });
    expect(JSON.parse(keep(raw).event!)).toMatchObject({ subject: `T-${BSN}`, id: `e-${BSN}` });
    const moved = sample('client-moved', {}, { subject: BSN });
    expect(JSON.parse(keep(moved).event!)).toMatchObject({ subject: PSEUDONYM });
    const number = sample('care-started', {}, { subject: BSN, id: BSN });
    expect(keep(number)).toMatchObject({ eventId: BSN, event: expect.stringContaining(`"subject":"${BSN}"`) });
    expect(keep({ ...number, type: 'unknown' }).event).not.toContain(BSN);
  });

  it('is length and hash of what could not be read, or is too large or deep', () => {
    expect(keep(new Unreadable(5, 'abc', 'no JSON'))).toMatchObject({ event: null, bytes: 5, sha256: 'abc' });
    expect(keep({ id: 'a', text: 'x'.repeat(300_000) })).toMatchObject({ event: null, eventId: null });
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(keep(deep)).toMatchObject({ event: null, source: null });
  });

  it('has one fingerprint whatever the order of members', () => {
    expect(keep({ a: 1, b: [2] }).fingerprint).toBe(keep({ b: [2], a: 1 }).fingerprint);
    expect(keep({ a: 1 }).fingerprint).not.toBe(keep({ a: 2 }).fingerprint);
    expect(keep({ a: '\ud800' }).fingerprint).toEqual(expect.any(String));
  });
});
