/**
 * The building block of the data classes: one decorator says what a field may hold, and from it follow the check
 * (by class-validator, and by `fits` where only yes or no is asked), the codes of contract section 3, and the schema in the
 * OpenAPI document.
 */
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { registerDecorator, ValidateIf, ValidateNested, type ValidationArguments } from 'class-validator';

/** Codes of contract section 3 for what is wrong with a field by itself. */
export type FieldCode = 'malformed' | 'unknown-type' | 'unknown-code' | 'invalid-date' | 'invalid-bsn';

/** A class whose instances hold the data of an event or of a part of one. */
export type DataClass<T = object> = new () => T;

/** What a field may hold. */
export interface FieldRule {
  /** What is allowed, to follow "must be". */
  readonly what: string;
  /** Right JSON type and form; else `malformed`. */
  readonly shape: (value: unknown) => boolean;
  /** A further check of what has the right shape, with the code of its own. */
  readonly content?: { readonly code: FieldCode; readonly test: (value: never) => boolean };
  /** The same for each member of a list, which is then named by its place. */
  readonly each?: { readonly code: FieldCode; readonly what: string; readonly test: (member: unknown) => boolean };
  /** Class of an object, or of each object of a list. */
  readonly nested?: () => DataClass;
  readonly schema: ApiPropertyOptions;
}

/** When a field may be left out. */
export interface Presence {
  readonly optional?: boolean;
  /** For an optional field: when it is needed after all. */
  readonly neededIf?: (owner: never) => boolean;
  /** What the field means, for the document. */
  readonly about?: string;
}

/** A field as it was declared. */
export type DeclaredField = FieldRule & Pick<Presence, 'optional' | 'neededIf'>;

const FIELDS = new WeakMap<object, Map<string, DeclaredField>>();

/** The fields of a data class, inherited ones included. */
export function fieldsOf(dataClass: DataClass): ReadonlyMap<string, DeclaredField> {
  return collected.get(dataClass) ?? collect(dataClass);
}

const collected = new WeakMap<DataClass, ReadonlyMap<string, DeclaredField>>();

function collect(dataClass: DataClass): ReadonlyMap<string, DeclaredField> {
  const fields = new Map<string, DeclaredField>();
  for (
    let level = dataClass.prototype as object;
    level !== Object.prototype;
    level = Object.getPrototypeOf(level) as object
  ) {
    for (const [name, rule] of FIELDS.get(level) ?? []) if (!fields.has(name)) fields.set(name, rule);
  }
  collected.set(dataClass, fields);
  return fields;
}

/** Declares a field. */
export function Field(rule: FieldRule, { optional = false, neededIf, about }: Presence = {}): PropertyDecorator {
  return (prototype, key) => {
    const name = String(key);
    if (!FIELDS.has(prototype)) FIELDS.set(prototype, new Map());
    FIELDS.get(prototype)!.set(name, { ...rule, optional, neededIf });
    if (optional) {
      ValidateIf((owner, value) => value !== undefined || neededIf?.(owner as never) === true)(prototype, key);
    }
    check(prototype, name, 'malformed', rule.what, rule.shape);
    const { content } = rule;
    if (content) {
      const test = (value: unknown): boolean => !rule.shape(value) || content.test(value as never);
      check(prototype, name, content.code, rule.what, test);
    }
    if (rule.nested) ValidateNested()(prototype, key);
    const schema = { ...rule.schema, required: !optional, ...(about ? { description: about } : {}) };
    ApiProperty(schema as ApiPropertyOptions)(prototype, key);
  };
}

/** The name of the constraint is the code that goes into the problem. */
function check(target: object, name: string, code: FieldCode, what: string, test: (value: unknown) => boolean): void {
  registerDecorator({
    name: code,
    target: target.constructor,
    propertyName: name,
    validator: {
      validate: (value: unknown) => test(value),
      defaultMessage: (args?: ValidationArguments) =>
        args?.value === undefined ? `${name} is needed: ${what}.` : `${name} must be ${what}.`,
    },
  });
}
