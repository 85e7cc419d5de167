import { describe, expect, it } from '@jest/globals';
import { StuckDetector } from './stuck-detector.js';

describe('StuckDetector', () => {
  it('reports a projection that stands still while the head is ahead', () => {
    const detector = new StuckDetector(1_000);
    expect(detector.observe('5', '9', 0)).toEqual({ standingStillMs: 0, stuck: false });
    expect(detector.observe('5', '10', 999)).toEqual({ standingStillMs: 999, stuck: false });
    expect(detector.observe('5', '10', 1_000)).toEqual({ standingStillMs: 1_000, stuck: true });
  });

  it('starts anew with every step forward', () => {
    const detector = new StuckDetector(1_000);
    detector.observe('5', '9', 0);
    expect(detector.observe('6', '9', 5_000).stuck).toBe(false);
    expect(detector.observe('6', '9', 6_000).stuck).toBe(true);
    expect(detector.observe('9', '9', 7_000)).toEqual({ standingStillMs: 0, stuck: false });
  });

  it('does not take a long idle spell for standing still', () => {
    const detector = new StuckDetector(1_000);
    detector.observe('9', '9', 0);
    expect(detector.observe('9', '10', 60_000).stuck).toBe(false);
  });

  it('counts from the beginning when nothing was seen at all', () => {
    const detector = new StuckDetector(1_000);
    detector.observe(null, '1', 0);
    expect(detector.observe(null, '1', 2_000).stuck).toBe(true);
    expect(detector.observe(null, null, 3_000).stuck).toBe(false);
  });
});
