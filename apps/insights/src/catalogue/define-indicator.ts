import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { canonicalJson } from '#libs/codec';
import type { ProblemError } from '#libs/http';
import { validateDefinition, type IndicatorDefinition } from '#libs/indicators';
import { bsnErrors } from '../recorded/refuse-bsn.js';
import { Catalogue, entityTag } from './catalogue.js';
import { RecordedDefinitions, type RecordedIndicator } from './recorded-definitions.js';
import { builtInIndicator, contended, invalidDefinition, MOST_ATTEMPTS, wrongVersion } from './refusals.js';

/** Whether the definition is new: it is not when the latest version says the same. */
export interface Defined {
  readonly created: boolean;
}

/** Defines an indicator, or a next version of it. */
export class DefineIndicator extends Command<Defined> {
  constructor(
    readonly id: string,
    /** The definition as sent. Its `version` may be left out; else it must be the one that it gets. */
    readonly body: Readonly<Record<string, unknown>>,
    /** Entity tag that the indicator must have; `*` = it must be there. */
    readonly ifMatch: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(DefineIndicator)
export class DefineIndicatorHandler implements ICommandHandler<DefineIndicator> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly recorded: RecordedDefinitions,
  ) {}

  /** @throws ProblemException 400 with a pointer to each fault, 409, 503 */
  async execute({ id, body, ifMatch }: DefineIndicator): Promise<Defined> {
    if (this.catalogue.isBuiltIn(id)) throw builtInIndicator();
    const errors = faultsOf(id, body);
    if (errors.length > 0) throw invalidDefinition(errors);
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const known = (await this.recorded.all()).get(id);
      const latest = known?.versions.length ?? 0;
      const stands = known !== undefined && known.retiredAt === null && isSame(body, known);
      const definition = { ...body, version: stands ? latest : latest + 1 } as IndicatorDefinition;
      if (body['version'] !== undefined && body['version'] !== definition.version) throw wrongVersion(latest || null);
      // Who sends a definition again may not know yet that it was recorded the first time.
      if (stands) return { created: false };
      if (!matches(ifMatch, known)) throw wrongVersion(latest || null);
      if (await this.recorded.define(definition, known)) return { created: true };
    }
    throw contended();
  }
}

/** Whether an indicator is in the state that an entity tag names. */
export function matches(ifMatch: string | undefined, known: RecordedIndicator | undefined): boolean {
  if (ifMatch === undefined) return true;
  if (known === undefined) return false;
  return ifMatch === '*' || ifMatch === entityTag({ latestVersion: known.versions.length, retiredAt: known.retiredAt });
}

function isSame(body: object, { versions }: RecordedIndicator): boolean {
  return canonicalJson({ ...body, version: versions.length }) === canonicalJson(versions.at(-1)!.definition);
}

function faultsOf(id: string, body: Readonly<Record<string, unknown>>): ProblemError[] {
  const faults: ProblemError[] = validateDefinition({ ...body, version: body['version'] ?? 1 });
  if (faults.length === 0 && body['id'] !== id) {
    const message = 'The id in the definition and the one in the path must be the same.';
    faults.push({ pointer: '/id', code: 'clash', message });
  }
  if (faults.length > 0) return faults;
  try {
    canonicalJson(body);
  } catch {
    return [{ pointer: '', code: 'malformed', message: 'A text in it holds half a character: send it as UTF-8.' }];
  }
  return bsnErrors(body);
}
