import { describe, expect, it } from '@jest/globals';
import { parameterValueName } from './parameter-values.js';

const labels = {
  '03': { nl: 'door de cliënt', en: 'by the client' },
  record: { nl: 'per traject', en: 'by record' },
};

describe('a value of a parameter', () => {
  it('has its name, and its code where that is a number', () => {
    expect(parameterValueName({ labels }, 'record', 'nl')).toBe('per traject');
    expect(parameterValueName({ labels }, '03', 'en')).toBe('by the client (03)');
  });

  it('is shown as it is without a name', () => {
    expect(parameterValueName({ labels }, 'other', 'nl')).toBe('other');
    expect(parameterValueName({}, '03', 'nl')).toBe('03');
  });
});
