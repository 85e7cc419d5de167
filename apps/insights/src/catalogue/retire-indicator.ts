import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Catalogue } from './catalogue.js';
import { matches } from './define-indicator.js';
import { RecordedDefinitions } from './recorded-definitions.js';
import { builtInIndicator, contended, MOST_ATTEMPTS, wrongVersion } from './refusals.js';

/** Retires an indicator: it stays in the catalogue, marked, and its versions stay askable. */
export class RetireIndicator extends Command<void> {
  constructor(
    readonly id: string,
    readonly ifMatch: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(RetireIndicator)
export class RetireIndicatorHandler implements ICommandHandler<RetireIndicator> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly recorded: RecordedDefinitions,
  ) {}

  /** @throws ProblemException 404, 409, 503 */
  async execute({ id, ifMatch }: RetireIndicator): Promise<void> {
    if (this.catalogue.isBuiltIn(id)) throw builtInIndicator();
    await this.catalogue.get(id);
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const known = (await this.recorded.all()).get(id)!;
      if (known.retiredAt !== null) return;
      if (!matches(ifMatch, known)) throw wrongVersion(known.versions.length);
      if (await this.recorded.retire(id, known)) return;
    }
    throw contended();
  }
}
