import { Injectable } from '@nestjs/common';
import { BUILT_IN, type IndicatorDefinition } from '#libs/indicators';
import { ProblemException } from '#libs/http';

/** The indicators there are. */
@Injectable()
export class Catalogue {
  private readonly definitions = new Map(BUILT_IN.map((definition) => [definition.id, definition]));

  /** Every indicator, in the order of the catalogue. */
  all(): readonly IndicatorDefinition[] {
    return [...this.definitions.values()];
  }

  /**
   * One indicator.
   * @throws ProblemException 404 `unknown-indicator`, which says where the catalogue is.
   */
  get(id: string): IndicatorDefinition {
    const definition = this.definitions.get(id);
    if (definition) return definition;
    throw new ProblemException({
      status: 404,
      code: 'unknown-indicator',
      detail: 'There is no indicator with this id. GET /v1/indicators lists those there are.',
    });
  }
}
