import { describe, expect, it } from '@jest/globals';
import type { FactRow } from '#libs/fact-schema';
import { careEpisodeRows } from './episodes.js';

const record = (id: string, startOn: string, endOn: string | null, rank = 20): FactRow<'record'> => ({
  person: 'p',
  id,
  provider: `of ${id}`,
  careForm: '02',
  band: 2,
  rank,
  referrer: '01',
  crisis: false,
  startOn,
  endOn,
  endReason: endOn && '01',
  declaredDirection: null,
});
const nothing = { person: undefined, residence: [], observationGap: [] };
const spans = (records: readonly FactRow<'record'>[]) =>
  careEpisodeRows(records, nothing).map(({ id, startOn, endOn, nextOn }) => [id, startOn, endOn, nextOn]);

describe('episodes of care', () => {
  it('join records that overlap or adjoin, and know when the next one starts', () => {
    const records = [
      record('a', '2023-01-01', '2023-03-01'),
      record('b', '2023-02-01', '2023-02-10'),
      record('c', '2023-03-02', '2023-04-01'),
      record('d', '2023-04-03', '2023-05-01'),
    ];
    expect(spans(records)).toEqual([
      ['c', '2023-01-01', '2023-04-01', '2023-04-03'],
      ['d', '2023-04-03', '2023-05-01', null],
    ]);
  });

  it('are open while one record is, and take in all that comes after', () => {
    const records = [record('a', '2023-01-01', null), record('b', '2023-06-01', '2023-07-01')];
    expect(spans(records)).toEqual([['a', '2023-01-01', null, null]]);
  });

  it('take after the record that ends last, of several the heaviest, then the smallest id', () => {
    const ending = (id: string, rank: number) => record(id, '2023-01-01', '2023-02-01', rank);
    const [episode] = careEpisodeRows([ending('a', 20), ending('b', 30), ending('c', 30)], nothing);
    expect(episode).toMatchObject({ id: 'b', provider: 'of b' });
  });

  it('say where the person lived and whether it was observed on the last day', () => {
    const gap = (leftOn: string, returnedOn: string | null) => ({ person: 'p', leftOn, returnedOn });
    const at = (endOn: string | null) => {
      const [row] = careEpisodeRows([record('a', '2023-01-01', endOn)], {
        person: { person: 'p', bornOn: '2010-01-01', sex: 'V', deceasedOn: '2025-01-01' },
        residence: [
          { person: 'p', fromOn: null, untilOn: '2023-03-01', municipality: 'GM0001' },
          { person: 'p', fromOn: '2023-03-01', untilOn: null, municipality: 'GM0002' },
        ],
        observationGap: [gap('2023-02-01', '2023-03-01'), gap('2023-04-01', null)],
      });
      return [row!.endMunicipality, row!.endLeftOn, row!.bornOn, row!.sex, row!.deceasedOn];
    };
    const person = ['2010-01-01', 'V', '2025-01-01'];
    expect(at('2023-02-28')).toEqual(['GM0001', '2023-02-01', ...person]);
    expect(at('2023-03-01')).toEqual(['GM0002', '2023-04-01', ...person]);
    expect(at(null)).toEqual([null, null, ...person]);
  });
});
