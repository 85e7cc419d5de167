import { describe, expect, it } from '@jest/globals';
import { Names } from './names.js';

describe('names', () => {
  const names = new Names('care');

  it('of a stream come back as they were', () => {
    for (const stream of ['client-p-1', 's', 'care:s', 'cliënt-漢:1', ':', '-id-']) {
      expect(names.streamOf(names.ofStream(stream))).toBe(stream);
    }
  });

  it('of claims, and of other ledgers, are no streams of events', () => {
    expect(names.streamOf(names.ofClaims('6f6c1c4e-6a38-4a57-9d6e-5a9c0d1a2b3c'))).toBeNull();
    for (const prefix of ['care2', 'Care', 'care.a', 'ca', 'care_id']) {
      const other = new Names(prefix);
      expect(names.streamOf(other.ofStream('s'))).toBeNull();
      expect(names.streamOf(other.ofClaims('x'))).toBeNull();
      expect(other.streamOf(names.ofStream('s'))).toBeNull();
    }
    expect(names.streamOf('$care:s')).toBeNull();
  });
});
