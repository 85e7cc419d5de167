/** Merged records (CBS traject): trajectories of one person, provider and care form that share a day are one. */
import { addDays, INTENSITY, type CareForm, compareText } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';
import { named, type StandingHistory } from './history.js';

type Trajectory = FactRow<'trajectory'>;
/** A trajectory in which care started. */
type Part = Trajectory & { startOn: string; crisis: boolean };

/** How many days before the end of a record a referral still says where the client went. */
const DECLARED_WITHIN_DAYS = 90;

/** Puts trajectories that started into records, by chains of shared days; adjoining ones stay apart. */
export function mergeParts(trajectories: readonly Trajectory[]): Part[][] {
  const started = trajectories.filter((one): one is Part => one.startOn !== null);
  const groups = new Map<string, Part[]>();
  for (const part of started) {
    const key = JSON.stringify([part.provider, part.careForm]);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap(chains);
}

function chains(parts: Part[]): Part[][] {
  parts.sort((a, b) => compareText(a.startOn, b.startOn) || compareText(a.id, b.id));
  const merged: Part[][] = [];
  let endOn: string | null = null as string | null;
  for (const part of parts) {
    const current = merged.at(-1);
    if (current && (endOn === null || part.startOn <= endOn)) {
      current.push(part);
      endOn = endOn === null || part.endOn === null ? null : part.endOn > endOn ? part.endOn : endOn;
    } else {
      merged.push([part]);
      endOn = part.endOn;
    }
  }
  return merged;
}

/** One row per record. Parts come ordered by start, then id. */
export function recordRows(history: StandingHistory, merged: readonly (readonly Part[])[]): FactRow<'record'>[] {
  const rows = merged.map((parts): FactRow<'record'> => {
    const first = parts[0]!;
    const last = endsLast(parts);
    return {
      person: history.person,
      id: smallestId(parts),
      provider: first.provider,
      careForm: first.careForm,
      ...INTENSITY[first.careForm as CareForm],
      referrer: first.referrer,
      crisis: first.crisis,
      startOn: first.startOn,
      endOn: last?.endOn ?? null,
      endReason: last?.endReason ?? null,
      declaredDirection: last ? declaredDirection(history, parts, last.endOn!) : null,
    };
  });
  return rows.sort((a, b) => compareText(a.startOn, b.startOn) || compareText(a.id, b.id));
}

/** Trajectory id -> id of its record. */
export function recordOfTrajectory(merged: readonly (readonly Part[])[]): ReadonlyMap<string, string> {
  return new Map(merged.flatMap((parts) => parts.map((part) => [part.id, smallestId(parts)] as const)));
}

function smallestId(parts: readonly Part[]): string {
  return parts.map((part) => part.id).reduce((a, b) => (compareText(b, a) < 0 ? b : a));
}

/** The part that ends last, on a tie the one of the smallest id; none while one is open. */
function endsLast(parts: readonly Part[]): Part | null {
  if (parts.some((part) => part.endOn === null)) return null;
  return parts.reduce((a, b) => ((compareText(a.endOn!, b.endOn!) || compareText(b.id, a.id)) < 0 ? b : a));
}

function declaredDirection(history: StandingHistory, parts: readonly Part[], endOn: string): string | null {
  const ids = new Set(parts.map((part) => part.id));
  const since = addDays(endOn, -DECLARED_WITHIN_DAYS);
  const last = named(history.all, 'referral-stepped-up', 'referral-stepped-down').findLast(
    ({ event }) => ids.has(event.subject) && event.data.effectiveOn >= since && event.data.effectiveOn <= endOn,
  );
  if (!last) return null;
  return last.event.name === 'referral-stepped-up' ? 'heavier' : 'lighter';
}
