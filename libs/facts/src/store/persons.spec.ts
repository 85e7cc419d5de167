import { describe, expect, it } from '@jest/globals';
import { withEverLinked } from './persons.js';

describe('clients and those ever linked to them', () => {
  const linked = [
    { stream: 'client-a', client: 'a' },
    { stream: 'client-a', client: 'b' },
    { stream: 'client-b', client: 'b' },
    { stream: 'client-b', client: 'c' },
    { stream: 'client-x', client: 'x' },
    { stream: 'client-x', client: 'y' },
  ];

  it('are found by however many steps, from either end', () => {
    expect([...withEverLinked(['a'], linked)].sort()).toEqual(['a', 'b', 'c']);
    expect([...withEverLinked(['c'], linked)].sort()).toEqual(['a', 'b', 'c']);
  });

  it('are only themselves where nothing was linked', () => {
    expect([...withEverLinked(['d', 'e'], linked)]).toEqual(['d', 'e']);
    expect([...withEverLinked(['d'], [])]).toEqual(['d']);
  });
});
