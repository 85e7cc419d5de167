import { describe, expect, it } from '@jest/globals';
import { createPseudonymiser } from './pseudonymiser.js';
import { REMOVED, replaceBsns } from './replace-bsns.js';

const pseudonymiser = createPseudonymiser(Buffer.alloc(32, 1));
const replaced = (value: unknown) => replaceBsns(value, pseudonymiser);
const BSN = '999990019';
const P = pseudonymiser.of(BSN);

describe('replacing BSNs', () => {
  it('names a client by pseudonym, so that the event can be sent again', () => {
    expect(replaced({ client: { bsn: BSN } })).toEqual({ client: { pseudonym: P } });
    expect(replaced({ client: { bsn: ` ${BSN} ` } })).toEqual({ client: { pseudonym: P } });
    expect(replaced({ client: { bsn: 999990019 } })).toEqual({ client: { pseudonym: P } });
    expect(replaced({ bsn: 10464554 })).toEqual({ pseudonym: pseudonymiser.of('010464554') });
  });

  it('keeps nothing of a member bsn that is none, under any spelling', () => {
    expect(replaced({ bsn: '999990018' })).toEqual({ bsn: REMOVED });
    expect(replaced({ BSN: 'Jan Jansen' })).toEqual({ BSN: REMOVED });
    expect(replaced({ bsn: { bsn: BSN } })).toEqual({ bsn: REMOVED });
    expect(replaced({ bsn: null })).toEqual({ bsn: REMOVED });
  });

  it('finds them at any depth: in lists, within texts, as numbers and as names', () => {
    expect(
      replaced({
        subject: BSN,
        data: { a: [1, [BSN, { b: `over ${BSN}, en BSN${BSN}` }]], n: 999990019, [BSN]: true },
      }),
    ).toEqual({ subject: P, data: { a: [1, [P, { b: `over ${P}, en BSN${P}` }]], n: P, [P]: true } });
    expect(replaced(BSN)).toBe(P);
    expect(replaced(`T-${BSN}`)).toBe(`T-${P}`);
  });

  it('finds them as people write them', () => {
    expect(replaced('BSN 9999.90.019 or 999 990 019.')).toBe(`BSN ${P} or ${P}.`);
    expect(replaced('on 12.03.2024 at 10.30, 9999.90.018')).toBe('on 12.03.2024 at 10.30, 9999.90.018');
  });

  it('leaves everything else as it is', () => {
    const value = {
      id: '7c1d3c56-1f0e-4a53-9f5e-0a3f6c1f9a10',
      source: 'urn:nld:oin:00000003999990019000:systeem:1',
      tail: '999990019abc',
      amountCents: 250_000,
      kvk: '41188450',
      none: null,
      yes: true,
      almost: '999990018',
      list: [],
      object: {},
    };
    expect(replaced(value)).toEqual(value);
  });

  it('does not change what it is given, and is finished after one turn', () => {
    const value = { data: { client: { bsn: BSN }, list: [BSN] } };
    const once = replaced(value);
    expect(value).toEqual({ data: { client: { bsn: BSN }, list: [BSN] } });
    expect(replaced(once)).toEqual(once);
  });

  it('copies a member called __proto__ as a member', () => {
    const value = JSON.parse('{"__proto__":{"bsn":"999990019"}}') as object;
    expect(JSON.stringify(replaced(value))).toBe(`{"__proto__":{"pseudonym":"${P}"}}`);
  });
});
