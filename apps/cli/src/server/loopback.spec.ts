import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../errors.js';
import { requireLoopback } from './loopback.js';

describe('open access', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('is for this machine: %s', (host) => {
    expect(() => requireLoopback(host)).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org', '', '127.0.0.1.example.org', '2001:db8::1'])(
    'and for no other address: %j',
    (host) => {
      expect(() => requireLoopback(host)).toThrow(UsageError);
      expect(() => requireLoopback(host)).toThrow('authentication');
    },
  );
});
