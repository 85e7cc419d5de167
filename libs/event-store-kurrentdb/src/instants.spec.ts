import { describe, expect, it } from '@jest/globals';
import { Instants } from './instants.js';

const at = (order: number, created: number) => ({ position: `${order}-${order}`, created });

describe('instants', () => {
  it('are the server’s own while its clock goes on', () => {
    const instants = new Instants();
    const sequence = instants.sequence();
    expect([at(1, 10), at(2, 10), at(3, 15)].map(sequence.next)).toEqual([10, 10, 15]);
    expect(instants.of(at(2, 10))).toBe(10);
  });

  it('stay where they were while the clock is behind', () => {
    const instants = new Instants();
    const history = [at(1, 10), at(2, 50), at(3, 20), at(4, 30), at(5, 60), at(6, 55)];
    const read = [10, 50, 50, 50, 60, 60];
    expect(history.map(instants.sequence().next)).toEqual(read);
    expect(history.map((event) => instants.of(event))).toEqual(read);
    expect(history.map(instants.sequence().next)).toEqual(read);
  });

  it('of what is appended are measured against the newest known', () => {
    const instants = new Instants();
    expect([at(1, 10), at(5, 50), at(6, 20)].map((event) => instants.ofNewest(event))).toEqual([10, 50, 50]);
    expect(instants.ofNewest(at(2, 11))).toBe(11);
    expect(instants.of(at(6, 20))).toBe(50);
    expect(instants.of(at(4, 20))).toBe(20);
  });

  it('go on from a remembered position', () => {
    const instants = new Instants();
    instants.remember('3-3', 70);
    const sequence = instants.sequence('3-3');
    expect(sequence.isKnown).toBe(true);
    expect(sequence.next(at(4, 60))).toBe(70);
    expect(instants.sequence('9-9').isKnown).toBe(false);
  });

  it('are remembered for the last hundred positions', () => {
    const instants = new Instants();
    for (let n = 0; n < 150; n += 1) instants.remember(`${n}-${n}`, n);
    expect(instants.sequence('49-49').isKnown).toBe(false);
    expect(instants.sequence('50-50').isKnown).toBe(true);
  });
});
