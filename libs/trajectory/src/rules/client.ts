/** The rules of a client's own stream. It needs no opening event and holds no birth date. */
import { once } from './once.js';
import type { Rule } from './rule.js';

export const CLIENT_RULES: readonly Rule[] = [
  once('client-deceased', 'already-deceased', 'A death is recorded once. Correct the one that stands.'),
];
