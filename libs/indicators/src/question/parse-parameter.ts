import type { Parameter, ParameterValue } from '../language/definition.js';

const WHOLE = /^-?\d{1,9}$/;

/** A value of an indicator's own parameter, or what it should have been. */
export type ParsedParameter = { readonly value: ParameterValue } | { readonly expected: string };

/** Reads a parameter as it stands in a question. */
export function parseParameter(parameter: Parameter, text: string): ParsedParameter {
  switch (parameter.type) {
    case 'integer':
      return whole(text, parameter) ? { value: Number(text) } : { expected: `a whole number ${range(parameter)}` };
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { expected: 'true or false' };
    case 'choice':
      return parameter.values.includes(text) ? { value: text } : { expected: `one of ${parameter.values.join(', ')}` };
    case 'codes': {
      const codes = text.split(',');
      return codes.every((code) => parameter.values.includes(code)) && isSet(codes)
        ? { value: codes }
        : { expected: `a comma list, each once, of ${parameter.values.join(', ')}` };
    }
    case 'integers': {
      const numbers = text.split(',');
      return numbers.every((number) => whole(number, parameter)) && isSet(numbers.map(Number))
        ? { value: numbers.map(Number) }
        : { expected: `a comma list, each once, of whole numbers ${range(parameter)}` };
    }
  }
}

const whole = (text: string, { minimum, maximum }: { minimum: number; maximum: number }): boolean =>
  WHOLE.test(text) && Number(text) >= minimum && Number(text) <= maximum;

const range = ({ minimum, maximum }: { minimum: number; maximum: number }): string => `from ${minimum} to ${maximum}`;

const isSet = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
