import type { JsonSchema } from './checks.js';
import { EXPRESSION_SCHEMAS } from './expression-schemas.js';
import { definitionForm } from './form.js';

/**
 * The JSON Schema (2020-12) of a definition, for editors and for those who write one elsewhere. What it refuses `validateDefinition` refuses too; names,
 * types and rules about several members at once only `validateDefinition` knows.
 */
export const DEFINITION_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:care-ledger:indicator-definition',
  title: 'Definition of an indicator',
  ...definitionForm.schema,
  $defs: EXPRESSION_SCHEMAS,
};
