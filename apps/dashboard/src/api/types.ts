/**
 * What the server answers, as the OpenAPI document describes it; `types.spec.ts` holds each interface against the schema of
 * the same name. Members that an answer to a caller with protected small numbers leaves out or nulls are optional or nullable.
 */

export interface TextDto {
  nl: string;
  en: string;
}

export interface ParameterDto {
  label: TextDto;
  type: string;
  default: unknown;
  minimum?: number;
  maximum?: number;
  values?: string[];
  labels?: Record<string, TextDto>;
}

export interface IndicatorDto {
  id: string;
  version: number;
  origin: string;
  latestVersion: number;
  recordedAt: string | null;
  retiredAt: string | null;
  shape: string;
  name: TextDto;
  explanation: TextDto;
  source: TextDto;
  caveats: TextDto[];
  direction: string;
  parameters: Record<string, ParameterDto>;
  definition: Record<string, unknown>;
}

export interface CatalogueDto {
  indicators: IndicatorDto[];
}

export interface IndicatorVersionDto {
  id: string;
  version: number;
}

export interface WindowDto {
  from: string;
  to: string;
}

export interface KnowledgeDto {
  position: string;
  recordedAt: string | null;
}

export interface AnswerDto {
  indicator: IndicatorVersionDto;
  window: WindowDto;
  parameters: Record<string, unknown>;
  method?: string;
  by: string[];
  filters: Record<string, string[]>;
  asOf: KnowledgeDto;
  observedUntil: string;
  caveats?: TextDto[];
}

export interface IntervalDto {
  level: number;
  lower: number;
  upper: number;
  method: string;
}

export interface PerThousandDto {
  numerator: number;
  denominator: number;
  value: number | null;
  interval: IntervalDto | null;
  reason?: string;
}

export interface RowDto {
  group: Record<string, string | null>;
  numerator?: number | null;
  denominator?: number | null;
  value?: number | null;
  interval?: IntervalDto | null;
  n?: number | null;
  mean?: number | null;
  sd?: number | null;
  median?: number | null;
  p90?: number | null;
  personDays?: number | null;
  perPersonYears?: number;
  perThousand?: PerThousandDto;
  atRisk?: number | null;
  immature?: number | null;
  lost?: number | null;
  missing?: number | null;
  excluded?: Record<string, number | null>;
  suppressed: boolean;
  reason?: string;
}

export interface ValuesDto extends AnswerDto {
  rows: RowDto[];
}

export interface PeriodDto {
  window: WindowDto;
  rows: RowDto[];
}

export interface SeriesDto extends AnswerDto {
  interval: string;
  periods: PeriodDto[];
}

export interface PointDto {
  day: number;
  value: number;
  interval: IntervalDto | null;
  atRisk: number | null;
  events: number | null;
  competing: number | null;
  censored: number | null;
}

export interface CurveRowDto {
  group: Record<string, string | null>;
  median: number | null;
  points: PointDto[];
  suppressed?: boolean;
}

export interface CurveDto extends AnswerDto {
  rows: CurveRowDto[];
}

export interface StockDto {
  opening: number | null;
  in: number | null;
  out: number | null;
  closing: number | null;
  active: number | null;
}

export interface TransitionDto {
  from: string;
  to: string | null;
  count: number | null;
}

export interface FlowRowDto {
  group: Record<string, string | null>;
  records: StockDto;
  persons: StockDto;
  measures: StockDto;
  probations: StockDto;
  transitions: TransitionDto[];
  suppressed: boolean;
}

export interface FlowsDto extends AnswerDto {
  rows: FlowRowDto[];
}

export interface AuthorDto {
  role: string;
  id: string;
}

export interface NoteDto {
  id: string;
  indicator: string;
  version: number;
  query: string;
  window: WindowDto;
  filters: Record<string, string[]>;
  position: string;
  group: Record<string, string | null> | null;
  author: AuthorDto;
  kind: string;
  text: string | null;
  recordedAt: string;
  withdrawnAt: string | null;
}

export interface NotePageDto {
  total: number;
  notes: NoteDto[];
  after: string;
}
