import { describe, expect, it } from '@jest/globals';
import { chooseMediaType } from './accept.js';

const offered = ['application/json', 'text/csv'] as const;

describe('chooseMediaType', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; charset=utf-8', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/csv, application/json', 'application/json'],
    ['application/json;q=0.5, text/csv', 'text/csv'],
    ['text/csv;q=0, */*;q=0.1', 'application/json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'application/json'],
    ['not a media range', 'application/json'],
  ])('gives %s the type %s', (header, chosen) => {
    expect(chooseMediaType(header, offered)).toBe(chosen);
  });

  it.each(['application/xml', 'text/csv;q=0', 'application/json;q=high'])('cannot serve %s', (header) => {
    expect(chooseMediaType(header, offered)).toBeNull();
  });

  it('offers a single representation only to those who accept it', () => {
    expect(chooseMediaType('text/csv', ['application/json'])).toBeNull();
  });
});
