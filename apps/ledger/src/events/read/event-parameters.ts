import { eventNameOf, typeOf } from '#libs/trajectory';
import { Impossible, type ParameterReader } from '../../http/parameters.js';
import { isSubjectId } from '../../http/subject-id.js';

/** One event type, or several with commas between. */
export const typesReader: ParameterReader<readonly string[]> = (text) => {
  const types = text.split(',');
  if (types.some((type) => eventNameOf(type) === null)) {
    throw new Impossible(`This must be an event type of this ledger, such as ${typeOf('care-started')}.`);
  }
  return types;
};

export const subjectReader: ParameterReader<string> = (text) => {
  if (!isSubjectId(text)) throw new Impossible('This must be the subject of an event.');
  return text;
};
