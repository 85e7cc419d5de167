import { ID } from '../events/data/rules.js';

/**
 * Whether a text can be the id of a stream. A client's is never a BSN, so looking for one finds nothing; the number of
 * a trajectory may pass the elfproef by chance.
 */
export function isSubjectId(text: string): boolean {
  return ID.test(text);
}
