import { isBsn } from '#libs/privacy';
import { ID } from '../events/data/rules.js';

/** Whether a text can be the id of a stream; a BSN never is a client's, and is not looked for. */
export function isSubjectId(text: string): boolean {
  return ID.test(text) && !isBsn(text);
}
