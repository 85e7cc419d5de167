import { describe, expect, it } from '@jest/globals';
import { CARE_FORMS, directionOf, INTENSITY } from '#libs/trajectory';
import { CARE_FORM_BANDS, directionOf as directionDrawn } from '../../apps/dashboard/src/text/care-form-bands.js';

describe('the direction of a step in the pages', () => {
  it('is that of the ledger, for every pair of care forms', () => {
    expect(Object.keys(CARE_FORM_BANDS).sort()).toEqual(Object.keys(INTENSITY).sort());
    for (const from of CARE_FORMS)
      for (const to of CARE_FORMS)
        expect([from, to, directionDrawn(from, to)]).toEqual([from, to, directionOf(from, to)]);
  });

  it('is out where no care follows', () => {
    expect(directionDrawn('02', null)).toBe('out');
  });
});
