/** Something wrong in a definition, and where: `pointer` is a JSON pointer (RFC 6901) into it. */
export interface DefinitionFault {
  readonly pointer: string;
  readonly code: 'malformed' | 'unknown-name' | 'wrong-type' | 'clash';
  readonly message: string;
}

/** A definition that cannot be computed. */
export class DefinitionError extends Error {
  constructor(readonly faults: readonly DefinitionFault[]) {
    super(faults.map((fault) => `${fault.pointer || '/'}: ${fault.message}`).join('; '));
    this.name = 'DefinitionError';
  }
}

/** The pointer to a member. */
export const member = (pointer: string, name: string | number): string =>
  `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
