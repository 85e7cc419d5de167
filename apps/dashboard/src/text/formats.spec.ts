import { describe, expect, it } from '@jest/globals';
import { formatsOf } from './formats.js';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  it('write as readers of each language do', () => {
    const [nl, en] = [formatsOf('nl'), formatsOf('en')];
    expect(nl.count(12345)).toBe('12.345');
    expect(en.count(12345)).toBe('12,345');
    expect(plain(nl.share(0.1296))).toBe('13,0%');
    expect(en.share(0.1296)).toBe('13.0%');
    expect(plain(nl.money(118815327))).toBe('€ 1.188.153');
    expect(nl.day('2024-03-01')).toBe('1 maart 2024');
    expect(en.day('2024-03-01')).toBe('1 March 2024');
  });

  it('write nothing as a dash, never as zero', () => {
    expect(formatsOf('nl').share(null)).toBe('–');
    expect(formatsOf('nl').count(undefined)).toBe('–');
    expect(formatsOf('nl').count(0)).toBe('0');
  });

  it('name windows that are years, halves, quarters and months', () => {
    const { window } = formatsOf('nl');
    expect(window({ from: '2024-01-01', to: '2024-12-31' })).toBe('2024');
    expect(window({ from: '2024-07-01', to: '2024-12-31' })).toBe('2e halfjaar 2024');
    expect(formatsOf('en').window({ from: '2024-04-01', to: '2024-06-30' })).toBe('2nd quarter of 2024');
    expect(window({ from: '2024-02-01', to: '2024-02-29' })).toBe('feb 2024');
    expect(window({ from: '2024-02-01', to: '2024-12-31' })).toBe('1 feb 2024 – 31 dec 2024');
  });

  it('name windows in few letters for an axis', () => {
    const [nl, en] = [formatsOf('nl').shortWindow, formatsOf('en').shortWindow];
    expect(nl({ from: '2023-04-01', to: '2023-06-30' })).toBe('2e kw. 2023');
    expect(en({ from: '2023-07-01', to: '2023-12-31' })).toBe('H2 2023');
    expect(nl({ from: '2024-02-01', to: '2024-02-29' })).toBe('feb 2024');
    expect(nl({ from: '2024-02-11', to: '2024-03-10' })).toBe('11 feb 2024');
  });
});
