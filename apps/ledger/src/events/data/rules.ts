/** The kinds of field that contract section 3 uses. */
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { isBsn } from '#libs/privacy';
import { isDay, isPartialDate } from '#libs/trajectory';
import { Field, type DataClass, type FieldRule, type Presence } from './field.js';

/** Ids and codes of the sender's own: contract section 2. */
export const ID = /^[A-Za-z0-9._:-]{1,64}$/;

const isText = (value: unknown): value is string => typeof value === 'string';
const isPresent = (value: unknown): boolean => value !== undefined;
export const isFiniteNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A rule of a text that matches a pattern. */
function matching(pattern: RegExp, what: string, schema: ApiPropertyOptions = {}): FieldRule {
  return {
    what,
    shape: (value) => isText(value) && pattern.test(value),
    schema: { type: 'string', pattern: pattern.source, ...schema },
  };
}

const ID_TEXT = '1-64 characters of A-Z a-z 0-9 . _ : -';

/** An id of the sender's own choice. */
export const Id = (presence?: Presence): PropertyDecorator => Field(matching(ID, `an id: ${ID_TEXT}`), presence);

/** A code from a list that is kept elsewhere (product codes, models). */
export const FreeCode = (presence?: Presence): PropertyDecorator => Field(matching(ID, `a code: ${ID_TEXT}`), presence);

/** A CBS municipality code. */
export const Municipality = (presence?: Presence): PropertyDecorator =>
  Field(matching(/^GM\d{4}$/, 'a municipality code: GM and 4 digits', { example: 'GM0344' }), presence);

/** A code from one of the ledger's own lists. */
export function Code(codes: readonly string[], presence?: Presence): PropertyDecorator {
  return Field(
    {
      what: `one of ${codes.join(', ')}`,
      shape: isText,
      content: { code: 'unknown-code', test: (value: string) => codes.includes(value) },
      schema: { type: 'string', enum: [...codes] },
    },
    presence,
  );
}

/** A calendar day in Europe/Amsterdam. */
export const On = (presence?: Presence): PropertyDecorator =>
  Field(
    {
      what: 'a day that exists, written YYYY-MM-DD',
      shape: isPresent,
      content: { code: 'invalid-date', test: isDay },
      schema: { type: 'string', format: 'date' },
    },
    presence,
  );

/** A birth date as far as it is known. */
export const Born = (): PropertyDecorator =>
  Field({
    what: 'a birth date written YYYY-MM-DD, or YYYY-MM or YYYY where no more is known',
    shape: isPresent,
    content: { code: 'invalid-date', test: isPartialDate },
    schema: { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$', example: '2011-03' },
  });

/** True or false. */
export const Flag = (presence?: Presence): PropertyDecorator =>
  Field({ what: 'true or false', shape: (value) => typeof value === 'boolean', schema: { type: 'boolean' } }, presence);

/** A number, between bounds where given. */
export function Numeric(
  { minimum = -Infinity, maximum = Infinity }: { readonly minimum?: number; readonly maximum?: number } = {},
  presence?: Presence,
): PropertyDecorator {
  const bounded = Number.isFinite(minimum) && Number.isFinite(maximum);
  return Field(
    {
      what: bounded ? `a number from ${minimum} to ${maximum}` : 'a number',
      shape: (value) => isFiniteNumber(value) && value >= minimum && value <= maximum,
      schema: { type: 'number', ...(bounded ? { minimum, maximum } : {}) },
    },
    presence,
  );
}

/** Eurocents. */
export const Cents = (presence?: Presence): PropertyDecorator =>
  Field({ what: 'a whole number of eurocents', shape: Number.isSafeInteger, schema: { type: 'integer' } }, presence);

/** A list of different codes. */
export function Codes(codes: readonly string[], presence?: Presence): PropertyDecorator {
  const oneOf = `one of ${codes.join(', ')}`;
  return Field(
    {
      what: `a list of different codes, each ${oneOf}`,
      shape: (value) => Array.isArray(value) && value.every(isText) && new Set(value).size === value.length,
      each: { code: 'unknown-code', what: oneOf, test: (member) => !isText(member) || codes.includes(member) },
      schema: { type: 'array', uniqueItems: true, items: { type: 'string', enum: [...codes] } },
    },
    presence,
  );
}

/** An object of a class of its own. */
export function Part(
  dataClass: () => DataClass,
  what: string,
  presence?: Presence,
  also: (value: never) => boolean = () => true,
): PropertyDecorator {
  const shape = (value: unknown): boolean => isObject(value) && also(value as never);
  return Field({ what, shape, nested: dataClass, schema: { type: () => dataClass() } }, presence);
}

/** Most objects in a list: each is looked into, and no plan has more. */
export const MAX_PARTS = 500;

/** A list of objects of a class of its own. */
export function Parts(dataClass: () => DataClass, what: string, presence?: Presence): PropertyDecorator {
  const shape = (value: unknown): boolean => Array.isArray(value) && value.every(isObject);
  return Field({ what, shape, nested: dataClass, schema: { type: () => [dataClass()] } }, presence);
}

/** An object of code -> number. */
export function isNumbersByCode(value: unknown): boolean {
  return isObject(value) && Object.entries(value).every(([code, number]) => ID.test(code) && isFiniteNumber(number));
}

/** A number that was issued as a BSN. */
export const Bsn = (presence?: Presence): PropertyDecorator =>
  Field(
    {
      what: 'a BSN: a text of nine digits that pass the elfproef (000000000 and 999999999 are refused)',
      shape: isPresent,
      content: { code: 'invalid-bsn', test: (value: unknown) => isText(value) && isBsn(value) },
      schema: { type: 'string', pattern: '^\\d{9}$', example: '999990019' },
    },
    presence,
  );

/** A pseudonym of a client; a BSN in its place would be stored as it is, so it is refused. */
export const Pseudonym = (presence?: Presence): PropertyDecorator =>
  Field(
    {
      what: `a pseudonym, not a BSN: ${ID_TEXT}`,
      shape: (value) => isText(value) && ID.test(value),
      content: { code: 'invalid-bsn', test: (value: string) => !isBsn(value) },
      schema: { type: 'string', pattern: ID.source },
    },
    presence,
  );
