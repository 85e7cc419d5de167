import { describe, expect, it } from '@jest/globals';
import { inOrder } from './order.js';

const rows = (groups: Record<string, string | null>[]) => groups.map((group) => ({ group }));

describe('the order of groups', () => {
  it('is that of names for municipalities, with those not known last', () => {
    const places = rows([
      { municipality: 'GM0050' }, // Zeewolde
      { municipality: 'GM0230' }, // Elburg
      { municipality: null },
      { municipality: 'GM0243' }, // Harderwijk
    ]);
    expect(inOrder(places, 'nl').map(({ group }) => group.municipality)).toEqual(['GM0230', 'GM0243', 'GM0050', null]);
  });

  it('is that of the answer for anything else, within a municipality too', () => {
    const ages = [{ ageBand: '4-11' }, { ageBand: '12-17' }, { ageBand: '0-3' }];
    expect(inOrder(rows(ages), 'nl').map(({ group }) => group)).toEqual(ages);
    const both = rows([
      { municipality: 'GM0050', sex: 'M' },
      { municipality: 'GM0050', sex: 'V' },
      { municipality: 'GM0230', sex: 'V' },
      { municipality: 'GM0230', sex: 'M' },
    ]);
    expect(inOrder(both, 'nl').map(({ group }) => `${group.municipality} ${group.sex}`)).toEqual([
      'GM0230 M',
      'GM0230 V',
      'GM0050 M',
      'GM0050 V',
    ]);
  });
});
