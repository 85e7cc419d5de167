import { describe, expect, it } from '@jest/globals';
import { parseRegions, readRegionsFile, RegionsFileError } from './regions-file.js';

describe('a region table', () => {
  it('is read by the names of its columns; dates may be missing', () => {
    const text =
      'region,municipality,untilOn,fromOn\n"Noord ""oost""",GM0243,2026-01-01,2024-01-01\n# a remark\n\nZuid,GM0302,,\n';
    expect(parseRegions(text, 'regions.csv')).toEqual([
      { municipality: 'GM0243', fromOn: '2024-01-01', untilOn: '2026-01-01', region: 'Noord "oost"' },
      { municipality: 'GM0302', fromOn: null, untilOn: null, region: 'Zuid' },
    ]);
    expect(parseRegions('\uFEFFmunicipality,region\r\nGM0001,A\r\n', 'x')).toHaveLength(1);
  });

  it.each([
    ['gemeente,regio\nGM0243,Noord', 'header'],
    ['municipality,region\n243,Noord', 'line 2'],
    ['municipality,region\nGM0243,', 'line 2'],
    ['municipality,region\nGM0243,"Noord, oost"', 'line 2: region is longer than 100 characters, or has a comma'],
    ['municipality,region\nGM0243,Noord\u2028oost', 'line 2: region is longer'],
    ['municipality,region\nGM0243,Noord\u2029oost', 'line separator'],
    ['municipality,region\nGM0243,Noord\u0007oost', 'control character'],
    ['municipality,region\nGM0243,Noord\roost', 'control character'],
    [`municipality,region\nGM0243,${'N'.repeat(101)}`, 'line 2: region is longer'],
    ['municipality,region,fromOn\nGM0243,N,2024-13-01', 'fromOn'],
    ['municipality,region,fromOn,untilOn\nGM0243,N,2024-01-01,2024-01-01', 'untilOn'],
    ['municipality,region\nGM0243,N\nGM0302,Z\nGM0243,N', 'line 4: on some days GM0243 is in a region by line 2'],
    ['municipality,region,fromOn,untilOn\nGM0243,N,,2024-01-02\nGM0243,Z,2024-01-01,', 'line 3: on some days GM0243'],
    ['municipality,region,fromOn,untilOn\nGM0243,Z,2024-01-01,\nGM0243,N,,', 'line 3: on some days GM0243'],
    ['municipality,region,from,until\nGM0243,N,,2024-01-01\nGM0243,Z,2024-01-01,', 'line 3: on some days GM0243'],
  ])('says what is wrong and where: %j', (text, word) => {
    expect(() => parseRegions(text, 'regions.csv')).toThrow(RegionsFileError);
    expect(() => parseRegions(text, 'regions.csv')).toThrow(word);
  });

  it('may move a municipality to another region, on the day the first no longer has it', () => {
    const text =
      'municipality,region,fromOn,untilOn\nGM0243,Z,2024-01-01,\nGM0243,N,,2023-01-01\nGM0243,O,2023-01-01,2024-01-01';
    expect(parseRegions(text, 'x').map(({ region }) => region)).toEqual(['Z', 'N', 'O']);
  });

  it('that is not there says so', async () => {
    await expect(readRegionsFile('/nowhere/regions.csv')).rejects.toBeInstanceOf(RegionsFileError);
  });
});
