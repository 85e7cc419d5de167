/**
 * Published figures that the simulated region is drawn from, with the table each one stands in. The numbers are facts
 * published by CBS (StatLine tables by number, CC BY 4.0) and WODC; most are provisional and rounded to fives by CBS.
 */
import type { CareForm, EndReason, Referrer } from '#libs/trajectory';

/** One published cell, by the words that find it in its table. */
export interface Cell {
  readonly measure: string;
  readonly category: string;
  /** Null where the table has a dot. */
  readonly value: number | null;
}

/** Cells of one table, period and subject. */
export interface Series<K extends string> {
  readonly table: string;
  readonly period: string;
  readonly subject: string;
  readonly dimension: string;
  readonly cells: Readonly<Record<K, Cell>>;
}

type Source = Omit<Series<never>, 'cells'>;

/** One measure over several categories. */
function over<K extends string>(
  source: Source,
  measure: string,
  cells: Record<K, readonly [category: string, value: number | null]>,
): Series<K> {
  const entries = Object.entries(cells) as [K, readonly [string, number | null]][];
  return {
    ...source,
    cells: Object.fromEntries(entries.map(([key, [category, value]]) => [key, { measure, category, value }])) as Record<
      K,
      Cell
    >,
  };
}

/** Several measures of one category. */
function of<K extends string>(
  source: Source,
  category: string,
  labels: Readonly<Record<K, string>>,
  values: readonly (number | null)[],
): Series<K> {
  const entries = Object.entries(labels) as [K, string][];
  return {
    ...source,
    cells: Object.fromEntries(
      entries.map(([key, measure], index) => [key, { measure, category, value: values[index] ?? null }]),
    ) as Record<K, Cell>,
  };
}

const HELP = 'jeugdhulptrajecten in natura';
const T85096: Source = { table: '85096NED', period: '2021', subject: HELP, dimension: 'verwijzer' };
const T82970: Source = { table: '82970NED', period: '2020-H1', subject: HELP, dimension: 'verwijzer' };

/** Trajectories begun in 2021, by referrer (verwijzer). */
export const STARTS_BY_REFERRER: Series<Referrer> = over(T85096, 'begonnen', {
  '01': ['Gemeentelijke toegang', 88800],
  '02': ['Huisarts', 110725],
  '03': ['Jeugdarts', 8905],
  '04': ['Gecertificeerde instelling', 23270],
  '05': ['Medisch specialist', 14015],
  '06': ['Geen verwijzer', 38610],
  '08': ['Rechter, OvJ, functionaris JJI', 1245],
});

/** Of those, not preceded by help in the five years before (nieuw traject). */
export const NEW_STARTS_BY_REFERRER: Series<Referrer> = over(T85096, 'nieuw traject', {
  '01': ['Gemeentelijke toegang', 70365],
  '02': ['Huisarts', 78925],
  '03': ['Jeugdarts', 7210],
  '04': ['Gecertificeerde instelling', 19150],
  '05': ['Medisch specialist', 11140],
  '06': ['Geen verwijzer', 29975],
  '08': ['Rechter, OvJ, functionaris JJI', 970],
});

/** All trajectories begun in 2021, and the new ones among them: the rest is repeat use (herhaald beroep). */
export const STARTS_IN_ALL: Series<'begun' | 'new'> = of(
  T85096,
  'Totaal',
  { begun: 'begonnen', new: 'nieuw traject' },
  [287870, 219555],
);

/** Classes of duration, in months from `from` up to, not including, `to`. */
export const DURATION_CLASSES = {
  '0-3m': { from: 0, to: 3 },
  '3-6m': { from: 3, to: 6 },
  '6-12m': { from: 6, to: 12 },
  '1-2y': { from: 12, to: 24 },
  '2-3y': { from: 24, to: 36 },
  '3-4y': { from: 36, to: 48 },
  '4y+': { from: 48, to: 96 },
} as const;
export type DurationClass = keyof typeof DURATION_CLASSES;

const DURATION_LABELS: Record<DurationClass, string> = {
  '0-3m': 'beeindigd: duur 0-3 mnd',
  '3-6m': 'beeindigd: duur 3-6 mnd',
  '6-12m': 'beeindigd: duur 6-12 mnd',
  '1-2y': 'beeindigd: duur 1-2 jr',
  '2-3y': 'beeindigd: duur 2-3 jr',
  '3-4y': 'beeindigd: duur 3-4 jr',
  '4y+': 'beeindigd: duur >=4 jr',
};

/** Trajectories ended in 2021 by duration (duur), per referrer. */
export const DURATIONS_BY_REFERRER: Readonly<Record<Referrer, Series<DurationClass>>> = {
  '01': of(T85096, 'Gemeentelijke toegang', DURATION_LABELS, [11840, 14475, 27445, 23850, 5690, 2710, 2455]),
  '02': of(T85096, 'Huisarts', DURATION_LABELS, [16565, 20130, 35170, 22470, 6280, 2795, 3060]),
  '03': of(T85096, 'Jeugdarts', DURATION_LABELS, [1035, 1405, 2665, 1865, 440, 150, 110]),
  '04': of(T85096, 'Gecertificeerde instelling', DURATION_LABELS, [5560, 3865, 6565, 5220, 1875, 970, 2435]),
  '05': of(T85096, 'Medisch specialist', DURATION_LABELS, [3410, 2895, 3535, 2775, 955, 490, 595]),
  '06': of(T85096, 'Geen verwijzer', DURATION_LABELS, [8315, 7220, 10065, 11410, 4160, 1990, 2675]),
  '08': of(T85096, 'Rechter, OvJ, functionaris JJI', DURATION_LABELS, [215, 250, 490, 190, 50, null, 10]),
};

/** Reasons that are known; CBS had imputed the missing ones in this period. */
export type KnownEndReason = Exclude<EndReason, 'unknown'>;

const REASON_LABELS: Record<KnownEndReason, string> = {
  '01': 'beeindigd: volgens plan (01)',
  '02': 'beeindigd: voortijdig in overeenstemming (02)',
  '03': 'beeindigd: voortijdig eenzijdig door client (03)',
  '04': 'beeindigd: voortijdig eenzijdig door aanbieder (04)',
  '05': 'beeindigd: voortijdig externe omstandigheden (05)',
};

/** Trajectories ended in the first half of 2020 by reason (reden beëindiging), per referrer. */
export const END_REASONS_BY_REFERRER: Readonly<Record<Referrer, Series<KnownEndReason>>> = {
  '01': of(T82970, 'Gemeentelijke toegang', REASON_LABELS, [27935, 3495, 1205, 635, 930]),
  '02': of(T82970, 'Huisarts', REASON_LABELS, [31415, 3410, 1120, 345, 780]),
  '03': of(T82970, 'Jeugdarts', REASON_LABELS, [2275, 240, 70, 30, 45]),
  '04': of(T82970, 'Gecertificeerde instelling', REASON_LABELS, [7300, 1395, 400, 300, 530]),
  '05': of(T82970, 'Medisch specialist', REASON_LABELS, [4580, 745, 125, 45, 90]),
  '06': of(T82970, 'Geen verwijzer + onbekend (restpost)', REASON_LABELS, [8760, 1135, 680, 305, 525]),
  '08': of(T82970, 'Rechter, Officier van Justitie, JJI', REASON_LABELS, [235, 50, 50, 15, 25]),
};

/** Trajectories begun in 2021 by care form (hulpvorm), % of all. */
export const STARTS_BY_CARE_FORM: Series<CareForm> = over(
  { table: 'Jeugdhulp 2021, tabel 2.1.2', period: '2021', subject: HELP, dimension: 'hulpvorm' },
  'begonnen (% van totaal)',
  {
    '01': ['Wijk- of buurtteam', 10.7],
    '02': ['Ambulant op locatie aanbieder', 60.8],
    '03': ['Daghulp op locatie aanbieder', 5.1],
    '04': ['Netwerk van de jeugdige', 17.3],
    '11': ['Pleegzorg', 1.4],
    '12': ['Gezinsgericht', 0.8],
    '13': ['Gesloten plaatsing', 0.5],
    '14': ['Overig met verblijf', 3.5],
  },
);

const PROTECTION: Source = {
  table: 'JB en JR 2022, tabel 1.0.1',
  period: '2022',
  subject: 'jeugdbeschermingsmaatregelen',
  dimension: 'maatregel',
};
const STOCK_LABELS = { opening: 'beginstand', in: 'instroom', out: 'uitstroom', closing: 'eindstand' } as const;
type Stock = keyof typeof STOCK_LABELS;

/** Protection measures (jeugdbescherming) in 2022: stock and flow by type; provisional and temporary guardianship go together. */
export const PROTECTION_FLOWS: Readonly<Record<'11' | '12' | '21' | '22+23', Series<Stock>>> = {
  '11': of(PROTECTION, 'Ondertoezichtstelling', STOCK_LABELS, [21890, 6500, 9000, 19390]),
  '12': of(PROTECTION, 'Voorlopige ondertoezichtstelling', STOCK_LABELS, [330, 1370, 1345, 355]),
  '21': of(PROTECTION, 'Voogdij', STOCK_LABELS, [9480, 925, 1325, 9080]),
  '22+23': of(PROTECTION, 'Voorlopige en tijdelijke voogdij', STOCK_LABELS, [260, 270, 285, 245]),
};

/** Supervision orders (OTS) ended as planned in 2023; 2022 had 9,000 ended in all. */
export const SUPERVISION_ENDED_AS_PLANNED: Series<'04'> = over(
  { table: '82975NED', period: '2023', subject: 'ondertoezichtstellingen', dimension: 'reden' },
  'beeindigd',
  { '04': ['Beeindigd volgens plan', 6215] },
);

/** Guardianship (voogdij) handed over in 2023: to a foster parent, to a person close to the child. */
export const GUARDIANSHIP_HANDED_OVER: Series<'12' | '13'> = over(
  { table: '82975NED', period: '2023', subject: 'voogdijtrajecten', dimension: 'reden' },
  'aantal',
  {
    '12': ['beeindigd: voogdij naar pleegouder', 95],
    '13': ['beeindigd: voogdij naar contactpersoon (burgervoogd)', 15],
  },
);

/** Children with an authorisation for out-of-home placement (machtiging uithuisplaatsing) in 2023. */
export const PLACEMENTS_AUTHORISED: Series<'72'> = over(
  { table: 'CBS rapportage JB/JR', period: '2023-12-31', subject: 'jongeren', dimension: 'maatregel' },
  'aantal',
  { '72': ['Machtiging uithuisplaatsing (in jaar)', 9180] },
);

/** Youth probation (jeugdreclassering) begun in 2022 by type; the rare types are in no table of that year. */
export const PROBATION_STARTS: Series<'41' | '42' | '50' | '51'> = over(
  {
    table: 'JB en JR 2022, tabel 2.0.1',
    period: '2022',
    subject: 'jeugdreclasseringsmaatregelen',
    dimension: 'maatregel',
  },
  'instroom',
  {
    '41': ['T&B gedwongen kader', 3325],
    '42': ['T&B vrijwillig', 1725],
    '50': ['ITB Harde Kern', 220],
    '51': ['ITB Criem', 100],
  },
);

/** Behaviour measures (GBM), and the preparation for one, begun in 2019. */
export const PROBATION_RARE_STARTS: Series<'62' | '63'> = over(
  {
    table: 'JB en JR 2019, tabel 2.0.1',
    period: '2019',
    subject: 'jeugdreclasseringsmaatregelen',
    dimension: 'maatregel',
  },
  'instroom',
  { '62': ['GBM', 15], '63': ['Voorbereiding GBM', 10] },
);

const T82977: Source = {
  table: '82977NED',
  period: '2021',
  subject: 'jeugdreclasseringstrajecten',
  dimension: 'totaal',
};

/** Probation in 2021: begun, and of those by clients who had probation before. */
export const PROBATION_FLOW: Series<'begun' | 'repeat' | 'ended'> = of(
  T82977,
  'Totaal',
  { begun: 'begonnen', repeat: 'begonnen: herhaald beroep', ended: 'beeindigd' },
  [5550, 565, 5960],
);

/** Classes of the duration of probation, months. */
export const PROBATION_DURATION_CLASSES = {
  '0-3m': { from: 0, to: 3 },
  '3-6m': { from: 3, to: 6 },
  '6-12m': { from: 6, to: 12 },
  '1-2y': { from: 12, to: 24 },
  '2y+': { from: 24, to: 42 },
} as const;
export type ProbationDurationClass = keyof typeof PROBATION_DURATION_CLASSES;

/** Probation ended in 2021 by duration. */
export const PROBATION_DURATIONS: Series<ProbationDurationClass> = of(
  T82977,
  'Totaal',
  {
    '0-3m': 'beeindigd: duur 0-3 mnd',
    '3-6m': 'beeindigd: duur 3-6 mnd',
    '6-12m': 'beeindigd: duur 6-12 mnd',
    '1-2y': 'beeindigd: duur 1-2 jr',
    '2y+': 'beeindigd: duur >=2 jr',
  },
  [1565, 1225, 925, 1665, 580],
);

/** Two-year general recidivism of young offenders, % (WODC, cohort 2015). */
export const RECIDIVISM_TWO_YEARS: Series<'general'> = over(
  {
    table: 'WODC Cahier 2019-10',
    period: '2015',
    subject: '2-jarige algemene recidive (cohortjaar)',
    dimension: 'groep',
  },
  'prevalentie %',
  { general: ['Jeugdige daders', 38] },
);

/** New contact with justice within four years of the end of probation, % (WODC, cohort 2000). */
export const RECIDIVISM_FOUR_YEARS: Series<'general'> = over(
  {
    table: 'WODC Cahier 2005-09',
    period: '2000-Q1',
    subject: 'nieuw justitiecontact binnen 4 jaar na einde jeugdreclassering',
    dimension: 'groep',
  },
  'prevalentie %',
  { general: ['Jeugdreclasseringsclienten', 66] },
);

const T85095: Source = {
  table: '85095NED',
  period: '2023-12-31',
  subject: 'jongeren met jeugdzorg in natura',
  dimension: 'leeftijd',
};

/** Youths in care on 31 December 2023 by age; the last key is everyone of 19 and over. */
export const YOUTHS_BY_AGE: Series<`${number}` | '19+'> = over(
  T85095,
  'aantal',
  Object.fromEntries(
    [
      1455, 2075, 3500, 6065, 8480, 9355, 11315, 14630, 20980, 26025, 25510, 24260, 21265, 21470, 22810, 23920, 23255,
      22480, 8800, 10140,
    ].map((value, age) => [age === 19 ? '19+' : `${age}`, [age === 19 ? '19+' : `${age}`, value] as const]),
  ),
);

/** Youths in care on 31 December 2023: all of them, and the boys. */
export const YOUTHS_IN_ALL: Series<'all'> = over({ ...T85095, dimension: 'totaal' }, 'aantal', {
  all: ['Totaal', 307795],
});
export const BOYS: Series<'M'> = over({ ...T85095, dimension: 'geslacht' }, 'aantal', { M: ['Mannen', 167115] });

/** Youths by whether their help was with or without stay, 2019: who stays often has help without stay as well. */
export const STAY_COMBINATIONS: Series<'without' | 'both' | 'with'> = over(
  {
    table: 'Jeugdhulp 2019, figuur 1.0.1',
    period: '2019',
    subject: 'jongeren met jeugdhulp',
    dimension: 'combinatie',
  },
  'aantal jongeren',
  {
    without: ['Alleen zonder verblijf', 380850],
    both: ['Zowel zonder als met verblijf', 24130],
    with: ['Alleen met verblijf', 18845],
  },
);

/** Every series above, for checking them against their tables. */
export const ALL_SERIES: readonly Series<string>[] = [
  STARTS_BY_REFERRER,
  NEW_STARTS_BY_REFERRER,
  STARTS_IN_ALL,
  ...Object.values(DURATIONS_BY_REFERRER),
  ...Object.values(END_REASONS_BY_REFERRER),
  STARTS_BY_CARE_FORM,
  ...Object.values(PROTECTION_FLOWS),
  SUPERVISION_ENDED_AS_PLANNED,
  GUARDIANSHIP_HANDED_OVER,
  PLACEMENTS_AUTHORISED,
  PROBATION_STARTS,
  PROBATION_RARE_STARTS,
  PROBATION_FLOW,
  PROBATION_DURATIONS,
  RECIDIVISM_TWO_YEARS,
  RECIDIVISM_FOUR_YEARS,
  YOUTHS_BY_AGE,
  YOUTHS_IN_ALL,
  BOYS,
  STAY_COMBINATIONS,
];
