import { describe, expect, it } from '@jest/globals';
import type { ValuesDto } from '../../api/types.js';
import { filtersOf, placesIn, restOf } from './places.js';

const rows = [
  { region: 'west', municipality: 'GM0002' },
  { region: 'west', municipality: 'GM0001' },
  { region: 'east', municipality: 'GM0003' },
  { region: null, municipality: 'GM0009' },
].map((group) => ({ group, suppressed: false }));
const places = placesIn({ rows } as unknown as ValuesDto);

describe('areas', () => {
  it('are those of the answer', () => {
    expect(places.regions).toEqual(['east', 'west']);
    expect(places.municipalities).toHaveLength(4);
  });

  it('are compared with the others of the same kind', () => {
    expect(restOf({ kind: 'municipality', id: 'GM0001' }, places)).toEqual({ municipality: ['GM0002'] });
    expect(restOf({ kind: 'region', id: 'west' }, places)).toEqual({ region: ['east'] });
  });

  it('have nothing to be compared with when they are alone', () => {
    expect(restOf({ kind: 'municipality', id: 'GM0003' }, places)).toBeNull();
    expect(restOf(null, places)).toBeNull();
  });

  it('limit a question', () => {
    expect(filtersOf({ kind: 'region', id: 'west' })).toEqual({ region: ['west'] });
    expect(filtersOf(null)).toEqual({});
  });
});
