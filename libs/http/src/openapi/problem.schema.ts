/** The schema of `application/problem+json`. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'Stable URI of the kind of problem' },
    title: { type: 'string' },
    status: { type: 'integer', description: 'The HTTP status' },
    detail: { type: 'string', description: 'What went wrong and what to do about it' },
    code: { type: 'string', description: 'Stable code of the kind of problem' },
    errors: {
      type: 'array',
      description: 'Everything that is wrong, field by field',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body, or name of the parameter or header' },
          code: { type: 'string' },
          message: { type: 'string', description: 'What is allowed' },
        },
      },
    },
  },
} as const;
