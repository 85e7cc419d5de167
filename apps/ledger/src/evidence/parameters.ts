import { Impossible, type ParameterReader } from '../http/parameters.js';

/** A number of leaves. */
export const sizeReader: ParameterReader<number> = (text) => {
  const size = Number(text);
  if (!/^(0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(size)) {
    throw new Impossible('This must be the size of a tree: a whole number, as the second line of a checkpoint has it.');
  }
  return size;
};

/** A number of witnesses. */
export const quorumReader: ParameterReader<number> = (text) => {
  if (!/^\d{1,2}$/.test(text)) throw new Impossible('This must be a whole number from 0 to 99.');
  return Number(text);
};
