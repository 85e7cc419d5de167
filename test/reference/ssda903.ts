/** SSDA903 sample returns of four years, a delivery each: `reference/README.md`, section ssda903. */
import { readCsv } from '../support/csv.js';
import { fromSlashes } from '../support/day.js';
import { Sender, type SentEvent } from '../support/events.js';
import { sharedPath } from '../support/shared-folder.js';
import type { ChildData, Episode } from './ssda903-rows.js';
import { MEASURES, PROBATIONS, RunReporter } from './ssda903-runs.js';

export const SSDA903_YEARS = [2017, 2018, 2019, 2020] as const;

/** Light to heavy: the five care forms of the mapping, each a band of its own. */
const LIGHT_TO_HEAVY = ['02', '03', '12', '14', '13'];

function careFormOf(place: string): string {
  if (place.startsWith('P')) return '02';
  if (place.startsWith('A') || place.startsWith('U')) return '03';
  if (place === 'H5') return '12';
  if (place === 'K2' || place.startsWith('R') || place === 'S1') return '14';
  if (place === 'K1') return '13';
  throw new Error(`ssda903: unknown place ${place}`);
}

function referrerOf(legalStatus: string): string {
  return legalStatus.startsWith('V') ? '01' : legalStatus.startsWith('J') ? '08' : '04';
}

const END_REASONS: Record<string, string> = {
  X1: '02',
  E2: '05',
  E4B: '03',
  E8: '04',
  E3: '05',
  E9: '05',
  E14: '05',
  E16: '05',
};

function endingOf(reason: string): Record<string, unknown> {
  return { endReason: END_REASONS[reason] ?? '01', ...(reason === 'E2' ? { deceased: true } : {}) };
}

function trajectoryOf(episode: Episode): string {
  return `ssda903-T${episode.child}-${episode.from.replaceAll('-', '')}`;
}

function readEpisodes(year: number): Episode[] {
  const rows = readCsv(sharedPath('reference', 'ssda903', `${year}-episodes.csv`)).map((row) => ({
    child: row['CHILD']!,
    from: fromSlashes(row['DECOM']!),
    until: fromSlashes(row['DEC']!),
    reason: row['DEC'] === '' ? '' : row['REC']!,
    legalStatus: row['LS']!,
    careForm: careFormOf(row['PLACE']!),
    provider: row['PLACE_PROVIDER']!,
  }));
  return rows.sort((a, b) => Number(a.child) - Number(b.child) || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function readChildren(year: number): Map<string, ChildData> {
  const rows = readCsv(sharedPath('reference', 'ssda903', `${year}-header.csv`));
  return new Map(
    rows.map((row) => [
      row['CHILD']!,
      {
        client: { pseudonym: `ssda903-${row['CHILD']}` },
        municipality: 'GM0344',
        born: fromSlashes(row['DOB']!),
        sex: row['SEX'] === '1' ? 'M' : 'V',
      },
    ]),
  );
}

/** The four deliveries, each in the order given. */
export function ssda903Deliveries(): SentEvent[][] {
  const sender = new Sender('urn:nld:kvknr:00000005:systeem:ssda903');
  const known = new Map<string, Map<string, Episode>>();
  const runs = [new RunReporter(sender, MEASURES), new RunReporter(sender, PROBATIONS)];
  return SSDA903_YEARS.map((year) => {
    const children = readChildren(year);
    const delivered = new Map<string, Episode[]>();
    for (const episode of readEpisodes(year)) {
      delivered.set(episode.child, [...(delivered.get(episode.child) ?? []), episode]);
    }
    return [...delivered].flatMap(([child, episodes]) => {
      const data = children.get(child)!;
      const before = known.get(child) ?? new Map<string, Episode>();
      const now = new Map([...before, ...episodes.map((episode) => [episode.from, episode] as const)]);
      known.set(child, now);
      const all = [...now.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
      return [
        ...episodes.flatMap((episode) => trajectoryEvents(sender, episode, before.get(episode.from), all, data)),
        ...runs.flatMap((reporter) => reporter.report(child, all, data, `${year + 1}-03-31`)),
      ];
    });
  });
}

/** What a row of this delivery adds to its trajectory. */
function trajectoryEvents(
  sender: Sender,
  episode: Episode,
  before: Episode | undefined,
  all: readonly Episode[],
  child: ChildData,
): SentEvent[] {
  const subject = trajectoryOf(episode);
  const { careForm, from } = episode;
  const events: SentEvent[] = [];
  if (before === undefined) {
    const { provider } = episode;
    const referrer = referrerOf(episode.legalStatus);
    events.push(sender.event('intake-registered', subject, from, { ...child, provider, careForm, referrer }));
    const left = leftBefore(episode, all);
    if (left)
      events.push(sender.event('re-entry-registered', subject, from, { previousTrajectory: trajectoryOf(left) }));
    events.push(sender.event('care-started', subject, from, { careForm, crisis: false }));
  }
  if (episode.until === '' || (before && before.until !== '')) return events;
  const next = all.find((other) => other.from === episode.until && other.careForm !== careForm);
  if (episode.reason === 'X1' && next) {
    const up = LIGHT_TO_HEAVY.indexOf(next.careForm) > LIGHT_TO_HEAVY.indexOf(careForm);
    events.push(
      sender.event(`referral-stepped-${up ? 'up' : 'down'}`, subject, episode.until, {
        fromCareForm: careForm,
        toCareForm: next.careForm,
        toProvider: next.provider,
        toTrajectory: trajectoryOf(next),
      }),
    );
  }
  events.push(sender.event('trajectory-ended', subject, episode.until, endingOf(episode.reason)));
  if (episode.reason === 'E2') events.push(sender.event('client-deceased', child.client.pseudonym, episode.until));
  return events;
}

/** The row that ended last before this one, when every earlier row ended before it and none touches it. */
function leftBefore(episode: Episode, all: readonly Episode[]): Episode | undefined {
  const earlier = all.filter((other) => other.from < episode.from);
  if (earlier.some((other) => other.until === '' || other.until >= episode.from)) return undefined;
  return earlier.sort((a, b) => (a.until < b.until ? -1 : 1)).at(-1);
}
