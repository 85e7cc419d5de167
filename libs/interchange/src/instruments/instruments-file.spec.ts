import { describe, expect, it } from '@jest/globals';
import { instrumentRegistry } from '#libs/facts';
import { InstrumentsFileError, parseInstruments, readInstrumentsFile } from './instruments-file.js';

describe('the scales of instruments', () => {
  it('are read by the names of the columns; items are counted from 1', () => {
    const text =
      '\uFEFFscale,item,instrument,version\r\nFJ,1,STEP,1\r\nFJ,3,STEP,1\r\n# a remark\r\n\r\nKO,2,STEP,1\r\nFJ,1,STEP,2\r\n';
    const definitions = parseInstruments(text, 'x');
    expect(definitions).toEqual([
      {
        id: 'STEP',
        version: '1',
        scales: [
          { code: 'FJ', items: [0, 2] },
          { code: 'KO', items: [1] },
        ],
      },
      { id: 'STEP', version: '2', scales: [{ code: 'FJ', items: [0] }] },
    ]);
    expect(instrumentRegistry(definitions).definitions).toBe(definitions);
  });

  it.each([
    ['id,version,scale,item\nSTEP,1,FJ,1', 'header'],
    ['instrument,version,scale,item\n,1,FJ,1', 'line 2: instrument'],
    ['instrument,version,scale,item\nSTEP,1 b,FJ,1', 'line 2: version'],
    ['instrument,version,scale,item\nSTEP,1,,1', 'line 2: scale'],
    ['instrument,version,scale,item\nSTEP,1,FJ,0', 'line 2: item'],
    ['instrument,version,scale,item\nSTEP,1,FJ', 'line 2: item'],
    ['instrument,version,scale,item\nSTEP,1,FJ,1\n\nSTEP,1,FJ,1', 'line 4: this item is in this scale already'],
  ])('that are wrong are named by their line: %j', (text, words) => {
    expect(() => parseInstruments(text, 'instruments.csv')).toThrow(InstrumentsFileError);
    expect(() => parseInstruments(text, 'instruments.csv')).toThrow(words);
  });

  it('that are not there are named', async () => {
    await expect(readInstrumentsFile('/nowhere/instruments.csv')).rejects.toThrow('/nowhere/instruments.csv: ENOENT');
  });
});
