/** The answers of the insights API as far as the terminal shows them (contract section 4). */

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export interface Figure {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly interval?: Bounds | null;
  readonly reason?: string;
}

export interface Stock {
  readonly opening: number;
  readonly in: number;
  readonly out: number;
  readonly closing: number;
  readonly active: number;
}

export interface AnswerRow extends Partial<Figure> {
  readonly group: Readonly<Record<string, string | null>>;
  readonly n?: number;
  readonly mean?: number | null;
  readonly sd?: number | null;
  readonly median?: number | null;
  readonly p90?: number | null;
  /** Of a rate. */
  readonly personDays?: number;
  readonly perPersonYears?: number;
  readonly immature?: number;
  readonly lost?: number;
  readonly missing?: number;
  readonly excluded?: Readonly<Record<string, number>>;
  readonly reason?: string;
  readonly classes?: Readonly<Record<string, Figure>>;
  readonly transitions?: readonly { readonly from: string; readonly to: string | null; readonly count: number }[];
  readonly [further: string]: unknown;
}

export interface Answer {
  readonly indicator: { readonly id: string; readonly version: number };
  readonly window: { readonly from: string; readonly to: string };
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly method?: string;
  readonly asOf: { readonly position: string; readonly recordedAt: string | null };
  readonly observedUntil: string;
  readonly caveats?: readonly Text[];
  readonly rows: readonly AnswerRow[];
}

export interface Text {
  readonly nl: string;
  readonly en: string;
}

export interface Indicator {
  readonly id: string;
  readonly version: number;
  readonly shape: string;
  readonly name: Text;
  readonly explanation: Text;
  readonly source: Text;
  readonly caveats: readonly Text[];
  readonly direction: string;
  readonly parameters: Readonly<
    Record<
      string,
      {
        readonly label: Text;
        readonly type: string;
        readonly default: unknown;
        readonly minimum?: number;
        readonly maximum?: number;
        readonly values?: readonly string[];
      }
    >
  >;
}
