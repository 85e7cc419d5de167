import { describe, expect, it } from '@jest/globals';
import { parsePopulation, PopulationFileError, readPopulationFile } from './population-file.js';

describe('numbers of inhabitants', () => {
  it('are read by the names of the columns; a year is its first day', () => {
    const text = 'count,year,municipality,sex,ageBand\n120,2024,GM0243,V,0-3\n# a remark\n\n130,2024,GM0243,M,23+\n';
    expect(parsePopulation(text, 'x')).toEqual([
      { municipality: 'GM0243', on: '2024-01-01', ageBand: '0-3', sex: 'V', count: 120 },
      { municipality: 'GM0243', on: '2024-01-01', ageBand: '23+', sex: 'M', count: 130 },
    ]);
    expect(parsePopulation('\uFEFFmunicipality,date,count\r\nGM0001,2024-07-01,0\r\n', 'x')).toEqual([
      { municipality: 'GM0001', on: '2024-07-01', ageBand: null, sex: null, count: 0 },
    ]);
  });

  it('by single years of age are added up to bands', () => {
    const text = ['municipality,year,age,count', ...[0, 3, 4, 22, 23, 105].map((age) => `GM0001,2024,${age},10`)];
    expect(parsePopulation(text.join('\n'), 'x').map(({ ageBand, count }) => [ageBand, count])).toEqual([
      ['0-3', 20],
      ['4-11', 10],
      ['18-22', 10],
      ['23+', 20],
    ]);
  });

  it.each([
    ['gemeente,year,count\nGM0001,2024,5', 'header'],
    ['municipality,count\nGM0001,5', 'header'],
    ['municipality,year,date,count\nGM0001,2024,2024-01-01,5', 'header'],
    ['municipality,year,age,ageBand,count\nGM0001,2024,3,0-3,5', 'header'],
    ['municipality,year,count\n1,2024,5', 'line 2: municipality'],
    ['municipality,year,count\nGM0001,24,5', 'line 2: year'],
    ['municipality,date,count\nGM0001,2024-02-30,5', 'line 2: date'],
    ['municipality,year,count\nGM0001,2024,5\nGM0002,2024,1.5', 'line 3: count'],
    ['municipality,year,count\nGM0001,2024,-5', 'line 2: count'],
    ['municipality,year,sex,count\nGM0001,2024,O,5', 'line 2: sex'],
    ['municipality,year,sex,count\nGM0001,2024,,5', 'line 2: sex'],
    ['municipality,year,ageBand,count\nGM0001,2024,0-17,5', 'line 2: ageBand is none of 0-3, 4-11'],
    ['municipality,year,ageBand,count\nGM0001,2024,,5', 'line 2: ageBand'],
    ['municipality,year,age,count\nGM0001,2024,x,5', 'line 2: age'],
    ['municipality,year,count\nGM0001,2024,5\n\nGM0001,2024,6', 'line 4: the same inhabitants are counted in line 2'],
    ['municipality,year,age,count\nGM0001,2024,3,5\nGM0001,2024,03,6', 'line 3: the same'],
  ])('that are wrong are named by their line: %j', (text, words) => {
    expect(() => parsePopulation(text, 'people.csv')).toThrow(PopulationFileError);
    expect(() => parsePopulation(text, 'people.csv')).toThrow(words);
  });

  it('that are not there are named', async () => {
    await expect(readPopulationFile('/nowhere/people.csv')).rejects.toThrow('/nowhere/people.csv: ENOENT');
  });
});
