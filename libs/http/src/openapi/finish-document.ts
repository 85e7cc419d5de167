/** What every operation documents alike, added in one place (NL API Design Rules). */
import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { PROBLEM_MEDIA_TYPE } from '../problem/problem.js';
import { PROBLEM_SCHEMA } from './problem.schema.js';

type PathItemObject = OpenAPIObject['paths'][string];
type OperationObject = NonNullable<PathItemObject['get']>;

/** The members of a response that are added to. */
interface ResponseObject {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Completes a generated document: version header on success, problem details on failure, a 400 where input can be wrong. */
export function finishDocument(document: OpenAPIObject): OpenAPIObject {
  document.components = { ...document.components };
  document.components.schemas = { ...document.components.schemas, Problem: structuredClone(PROBLEM_SCHEMA) as never };
  document.components.headers = {
    ...document.components.headers,
    ApiVersion: { description: 'Full version of the API', required: true, schema: { type: 'string' } },
  };
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) finishOperation(method, operation, item);
    }
  }
  return document;
}

function finishOperation(method: string, operation: OperationObject, item: PathItemObject): void {
  const responses = operation.responses as Record<string, ResponseObject>;
  const hasParameters = (operation.parameters ?? []).length + (item.parameters ?? []).length > 0;
  if (hasParameters || (method !== 'get' && method !== 'delete')) {
    responses['400'] ??= { description: 'The request is not valid; `errors` names each field or parameter' };
  }
  for (const [status, response] of Object.entries(responses)) {
    if (/^[45]/.test(status)) describeProblem(status, response);
    else response.headers = { ...response.headers, 'API-Version': { $ref: '#/components/headers/ApiVersion' } };
  }
}

function describeProblem(status: string, response: ResponseObject): void {
  response.description ||= STATUS_CODES[Number(status)] ?? 'Error';
  response.content = { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };
}
