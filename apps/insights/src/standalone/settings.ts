import { IsOptional } from 'class-validator';
import { digits, Path, ServiceSettings, Setting, WholeNumber } from '#libs/service';

/** What the read side needs to know to run on its own. */
export class InsightsSettings extends ServiceSettings {
  @Setting({ variable: 'PORT', what: 'Port to listen on; 0 = any free one.', default: '3001', read: digits })
  @WholeNumber(0, 65_535, '3001')
  readonly port!: number;

  @Setting({
    variable: 'CARE_LEDGER_FACTS',
    what: 'File of the fact tables, made anew from the events when it is not there. Without it: `insights-facts.duckdb` in the data directory.',
    optional: true,
  })
  @IsOptional()
  @Path()
  readonly factsFile?: string;

  @Setting({
    variable: 'CARE_LEDGER_REGIONS',
    what: 'Municipality-to-region table: CSV with the columns municipality, region, fromOn, untilOn (the first day no longer; empty = open), a municipality in one region at a time. Without it no figure has a region.',
    optional: true,
  })
  @IsOptional()
  @Path()
  readonly regionsFile?: string;

  @Setting({
    variable: 'CARE_LEDGER_POPULATION',
    what: 'Numbers of inhabitants: CSV with the columns municipality, year, ageBand, sex, count. Without it no figure is per 1,000.',
    optional: true,
  })
  @IsOptional()
  @Path()
  readonly populationFile?: string;

  @Setting({
    variable: 'CARE_LEDGER_INSTRUMENTS',
    what: 'Which items make up the scales of instruments: CSV with the columns instrument, version, scale, item. Without it assessments by item have no scale.',
    optional: true,
  })
  @IsOptional()
  @Path()
  readonly instrumentsFile?: string;
}
