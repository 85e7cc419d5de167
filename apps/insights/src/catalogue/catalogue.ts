import { Injectable } from '@nestjs/common';
import { BUILT_IN, QUALITY, type IndicatorDefinition } from '#libs/indicators';
import { ProblemException } from '#libs/http';
import { RecordedDefinitions, type RecordedIndicator } from './recorded-definitions.js';

/** One version of an indicator, and what becomes of it. */
export interface CatalogueEntry {
  readonly definition: IndicatorDefinition;
  readonly origin: 'built-in' | 'recorded';
  readonly latestVersion: number;
  /** When this version was recorded; null for one that is built in. */
  readonly recordedAt: string | null;
  /** Since when the indicator is retired; null while it stands. */
  readonly retiredAt: string | null;
}

/** The indicators there are: those built in, and those that somebody defined. */
@Injectable()
export class Catalogue {
  private readonly builtIn = new Map(BUILT_IN.map((definition) => [definition.id, builtInEntry(definition)]));

  constructor(private readonly recorded: RecordedDefinitions) {}

  /** Whether an indicator comes with the program: such a one cannot be defined anew. */
  isBuiltIn(id: string): boolean {
    return this.builtIn.has(id) || QUALITY.some((figure) => figure.id === id);
  }

  /** The latest version of every indicator: those built in in the order of the catalogue, then the others by id. */
  async all(): Promise<readonly CatalogueEntry[]> {
    const recorded = [...(await this.recorded.all())].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...this.builtIn.values(),
      ...recorded.map(([, indicator]) => recordedEntry(indicator, indicator.versions.length)),
    ];
  }

  /**
   * One indicator. Those built in are there even when the ledger is not.
   * @param version default: the latest
   * @throws ProblemException 404 `unknown-indicator`, which says where the catalogue is; 404 `unknown-version`
   */
  async get(id: string, version?: number): Promise<CatalogueEntry> {
    const builtIn = this.builtIn.get(id);
    if (builtIn) {
      if (version === undefined || version === builtIn.latestVersion) return builtIn;
      throw unknownVersion(builtIn.latestVersion);
    }
    const indicator = (await this.recorded.all()).get(id);
    if (indicator) {
      const { length: latest } = indicator.versions;
      if (version === undefined || (version >= 1 && version <= latest))
        return recordedEntry(indicator, version ?? latest);
      throw unknownVersion(latest);
    }
    throw new ProblemException({
      status: 404,
      code: 'unknown-indicator',
      detail: 'There is no indicator with this id. GET /v1/indicators lists those there are.',
    });
  }

  /**
   * The definition that a figure is asked of. A retired one must be asked for by its version.
   * @throws ProblemException as `get`, and 410 `retired-indicator`
   */
  async asked(id: string, version?: number): Promise<IndicatorDefinition> {
    const { definition, retiredAt, latestVersion } = await this.get(id, version);
    if (retiredAt === null || version !== undefined) return definition;
    throw new ProblemException({
      status: 410,
      code: 'retired-indicator',
      title: 'Retired indicator',
      detail: `This indicator is retired. Its figures can still be asked by version: version=${latestVersion}.`,
    });
  }
}

/** The entity tag of an indicator in its present state. */
export function entityTag({ latestVersion, retiredAt }: Pick<CatalogueEntry, 'latestVersion' | 'retiredAt'>): string {
  return `"${latestVersion}${retiredAt === null ? '' : '-retired'}"`;
}

function builtInEntry(definition: IndicatorDefinition): CatalogueEntry {
  return { definition, origin: 'built-in', latestVersion: definition.version, recordedAt: null, retiredAt: null };
}

function recordedEntry({ versions, retiredAt }: RecordedIndicator, version: number): CatalogueEntry {
  return { ...versions[version - 1]!, origin: 'recorded', latestVersion: versions.length, retiredAt };
}

function unknownVersion(latest: number): ProblemException {
  return new ProblemException({
    status: 404,
    code: 'unknown-version',
    detail: `There is no such version of this indicator: the latest is ${latest}.`,
  });
}
