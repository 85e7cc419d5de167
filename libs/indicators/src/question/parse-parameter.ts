import type { Parameter, ParameterValue } from '../language/definition.js';

const WHOLE = /^-?\d{1,9}$/;
const DECIMAL = /^-?\d{1,9}(\.\d{1,9})?$/;

/** The form of a text, and of a code of a list that names none. */
export const TEXT = /^[A-Za-z0-9._:-]( ?[A-Za-z0-9._:-]){0,63}$/;
const TEXT_FORM = 'letters, digits and . _ : -';

/** A value of an indicator's own parameter, or what it should have been. */
export type ParsedParameter = { readonly value: ParameterValue } | { readonly expected: string };

/** Reads a parameter as it stands in a question. */
export function parseParameter(parameter: Parameter, text: string): ParsedParameter {
  switch (parameter.type) {
    case 'integer':
      return whole(text, parameter) ? { value: Number(text) } : { expected: `a whole number ${range(parameter)}` };
    case 'number':
      return DECIMAL.test(text) && within(Number(text), parameter)
        ? { value: Number(text) }
        : { expected: `a number ${range(parameter)}` };
    case 'text':
      return TEXT.test(text) ? { value: text } : { expected: `1 to 64 ${TEXT_FORM}` };
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { expected: 'true or false' };
    case 'choice':
      return parameter.values.includes(text) ? { value: text } : { expected: `one of ${parameter.values.join(', ')}` };
    case 'codes': {
      const codes = text.split(',');
      const { values } = parameter;
      return codes.every((code) => (values ? values.includes(code) : TEXT.test(code))) && isSet(codes)
        ? { value: codes }
        : { expected: `a comma list, each once, of ${values?.join(', ') ?? `codes of ${TEXT_FORM}`}` };
    }
    case 'integers': {
      const numbers = text.split(',');
      return numbers.every((number) => whole(number, parameter)) && isSet(numbers.map(Number))
        ? { value: numbers.map(Number) }
        : { expected: `a comma list, each once, of whole numbers ${range(parameter)}` };
    }
  }
}

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

const within = (value: number, { minimum, maximum }: Range): boolean => value >= minimum && value <= maximum;

const whole = (text: string, range: Range): boolean => WHOLE.test(text) && within(Number(text), range);

const range = ({ minimum, maximum }: Range): string => `from ${minimum} to ${maximum}`;

const isSet = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
