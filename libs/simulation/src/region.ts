/** The region that a simulation plays in: real municipality codes, fictitious providers and institutions. */
import type { CareForm } from '#libs/trajectory';

/** A provider (aanbieder), invented. */
export interface Provider {
  readonly id: string;
  /** CloudEvents source of its client system. */
  readonly source: string;
  readonly careForms: readonly CareForm[];
  /** How often it is chosen among those that offer a care form. */
  readonly weight: number;
  readonly goalScale: 'DR4' | 'GAS5' | 'GAS6';
}

/** A municipality with how many of the clients live there, relative to the others. */
export interface Municipality {
  /** CBS code, `GM` + 4 digits. */
  readonly code: string;
  readonly name: string;
  readonly weight: number;
}

export interface Region {
  readonly id: string;
  readonly name: string;
  readonly municipalities: readonly Municipality[];
}

/**
 * The default: eight municipalities of the northern Veluwe, with weights roughly by size. Names and codes are those of
 * CBS (municipalities of 2026); that they form one region is for demonstration only and no statement about how youth
 * care is organised there.
 */
export const NOORD_VELUWE: Region = {
  id: 'noord-veluwe',
  name: 'Noord-Veluwe (demonstration)',
  municipalities: [
    { code: 'GM0230', name: 'Elburg', weight: 24 },
    { code: 'GM0233', name: 'Ermelo', weight: 27 },
    { code: 'GM0243', name: 'Harderwijk', weight: 49 },
    { code: 'GM0244', name: 'Hattem', weight: 12 },
    { code: 'GM0302', name: 'Nunspeet', weight: 29 },
    { code: 'GM0269', name: 'Oldebroek', weight: 25 },
    { code: 'GM0273', name: 'Putten', weight: 25 },
    { code: 'GM0050', name: 'Zeewolde', weight: 24 },
  ],
};

/** Regions that can be asked for by name. */
export const REGIONS: readonly Region[] = [NOORD_VELUWE];

/** A region of municipalities given by code, all of one size. */
export function regionOf(codes: readonly string[]): Region {
  return {
    id: 'own',
    name: 'Region of own municipalities (demonstration)',
    municipalities: codes.map((code) => ({ code, name: code, weight: 1 })),
  };
}

/** Municipality to region as the server's region table has it: every municipality, for all time. */
export function regionTable(
  region: Region,
): { municipality: string; fromOn: string | null; untilOn: string | null; region: string }[] {
  return region.municipalities.map(({ code }) => ({
    municipality: code,
    fromOn: null,
    untilOn: null,
    region: region.id,
  }));
}

const SOURCE = 'urn:nld:demonstratie';

function provider(
  id: string,
  weight: number,
  goalScale: Provider['goalScale'],
  ...careForms: readonly CareForm[]
): Provider {
  return { id, source: `${SOURCE}:aanbieder:${id}:systeem:ecd`, careForms, weight, goalScale };
}

/** Providers other than the local teams; none of them exists. */
export const PROVIDERS: readonly Provider[] = [
  provider('demo-praktijk-berk', 3, 'DR4', '02'),
  provider('demo-praktijk-eik', 2, 'DR4', '02'),
  provider('demo-ggz-heide', 5, 'GAS5', '02', '03'),
  provider('demo-ggz-ven', 3, 'GAS6', '02', '03', '14'),
  provider('demo-gezinshulp-beek', 3, 'DR4', '02', '04'),
  provider('demo-gezinshulp-bron', 2, 'DR4', '04'),
  provider('demo-jeugdhulp-duin', 4, 'GAS5', '02', '03', '04', '11', '14'),
  provider('demo-jeugdhulp-wad', 3, 'GAS6', '02', '04', '12', '13', '14'),
  provider('demo-dagcentrum-linde', 2, 'DR4', '03'),
  provider('demo-pleegzorg-nest', 3, 'DR4', '11'),
  provider('demo-gezinshuizen-hof', 2, 'DR4', '12'),
  provider('demo-verblijf-poort', 2, 'GAS5', '13', '14'),
];

/** The local team (wijkteam) of a municipality. */
export function localTeam(municipality: string): Provider {
  const id = `demo-team-${municipality.toLowerCase()}`;
  return {
    id,
    source: `${SOURCE}:gemeente:${municipality}:systeem:wijkteam`,
    careForms: ['01'],
    weight: 1,
    goalScale: 'DR4',
  };
}

/** Certified institutions (GI), with how often each is chosen; none of them exists. */
export const INSTITUTIONS: readonly (readonly [id: string, weight: number])[] = [
  ['demo-gi-oost', 6],
  ['demo-gi-bescherming', 3],
  ['demo-gi-noord', 1],
];

/** CloudEvents sources other than those of providers. */
export const SOURCES = {
  access: (municipality: string) => `${SOURCE}:gemeente:${municipality}:systeem:toegang`,
  administration: (municipality: string) => `${SOURCE}:gemeente:${municipality}:systeem:declaraties`,
  institution: (id: string) => `${SOURCE}:gi:${id}:systeem:jb-jr`,
  justice: `${SOURCE}:justitie:systeem:documentatie`,
  residents: `${SOURCE}:personen:systeem:brp`,
} as const;
