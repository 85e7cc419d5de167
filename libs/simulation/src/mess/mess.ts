/**
 * The mess of real life on top of a story that is right: what was first told wrongly and then corrected, told and taken
 * back, told twice, or told though it cannot be so. Everything that was right before is right again afterwards.
 */
import type { ChangeReason, EventName } from '#libs/trajectory';
import { clientName, type Client } from '../client.js';
import { dayText } from '../days.js';
import type { Random } from '../random.js';
import { Stream, type Story, type Told } from '../story/story.js';
import type { Teller } from '../story/teller.js';
import { misspell } from './misspell.js';

/** How often each kind of mess happens, per message (or per client where it says so). */
export interface Mess {
  /** Told wrongly, corrected later. */
  readonly corrections: number;
  /** Told by mistake, retracted later. */
  readonly retractions: number;
  /** Delivered twice. */
  readonly duplicates: number;
  /** Cannot be so: the ledger must refuse it. */
  readonly refusals: number;
  /** Opened under another client's name, corrected later; per opening message. */
  readonly wrongClients: number;
}

export const USUAL_MESS: Mess = {
  corrections: 0.012,
  retractions: 0.004,
  duplicates: 0.006,
  refusals: 0.0008,
  wrongClients: 0.003,
};
export const NO_MESS: Mess = { corrections: 0, retractions: 0, duplicates: 0, refusals: 0, wrongClients: 0 };

/** Adds mess to the story of one client. */
export function makeMess(teller: Teller, mess: Mess, neighbours: { seed: string; clients: number }): void {
  const { story, random, client } = teller;
  const rightly = [...story.told];
  for (const told of rightly) {
    const opening = told === told.stream.opening;
    if (opening && random.chance(mess.wrongClients)) mistakeClient(teller, told, neighbours);
    else if (random.chance(mess.corrections)) mistype(story, told, random);
    if (random.chance(mess.retractions)) mistake(teller, told, client);
    if (random.chance(mess.refusals)) refuse(story, told);
  }
  // Last, so that what comes twice is the same both times.
  for (const told of [...story.told]) if (random.chance(mess.duplicates)) repeat(story, told, random);
}

/** The full data of a message, as a correction gives it. */
function fullData(told: Told): Record<string, unknown> {
  return { effectiveOn: dayText(told.on), ...told.data };
}

function correct(
  story: Story,
  told: Told,
  data: Record<string, unknown>,
  reason: ChangeReason,
  random: Random,
  after: Told = told,
): Told {
  const on = dayOfInstant(after.deliveredAt) + 1 + Math.floor(random.weibull(40, 0.8));
  const corrects = { source: told.source, id: told.id };
  return story.tell(
    told.stream,
    'event-corrected',
    on,
    { corrects, data, reason },
    { source: told.source, after: [after] },
  );
}

function takeBack(story: Story, told: Told, on: number): Told {
  const retracts = { source: told.source, id: told.id };
  const telling = { source: told.source, after: [told] };
  return story.tell(told.stream, 'event-retracted', on, { retracts, reason: 'other' }, telling);
}

/** A typing error and its correction. Some corrections are taken back and given once more, some are corrected. */
function mistype(story: Story, told: Told, random: Random): void {
  const wrong = misspell(told, random);
  if (!wrong) return;
  const right = fullData(told);
  told.on = wrong.on;
  told.data = wrong.data;
  const correction = correct(story, told, right, 'typing-error', random);
  const second = random.unit();
  if (second < 0.05) {
    const takenBack = takeBack(story, correction, dayOfInstant(correction.deliveredAt) + random.int(0, 20));
    correct(story, told, right, 'late-information', random, takenBack);
  } else if (second < 0.1) {
    correct(story, correction, { ...fullData(correction), reason: 'late-information' }, 'other', random);
  }
}

/** The stream was opened under the name of another client of the region. */
function mistakeClient(teller: Teller, told: Told, { seed, clients }: { seed: string; clients: number }): void {
  if (clients < 2) return;
  const { story, random, client } = teller;
  const right = fullData(told);
  const other = (client.index + random.int(1, clients - 1)) % clients;
  told.data = { ...told.data, client: clientName(seed, other) };
  correct(story, told, right, 'wrong-client', random);
}

/** A cost declared twice over, or a trajectory opened by mistake: retracted when it is found. */
function mistake({ story, random }: Teller, told: Told, client: Client): void {
  if (told.name !== 'cost-declared' && told.name !== 'intake-registered') return;
  const telling = { source: told.source, notBefore: Math.max(client.born, dayOfInstant(told.loggedAt)) };
  let again: Told;
  if (told.name === 'cost-declared') again = story.tell(told.stream, told.name, told.on, told.data as never, telling);
  else {
    const stream = new Stream('trajectory', `${told.stream.subject}x`, `${told.stream.prefix}x`);
    again = story.open(stream, told.name, told.on, told.data as never, telling);
  }
  takeBack(story, again, dayOfInstant(again.deliveredAt) + random.int(1, 60));
}

/** The same message once more. */
function repeat(story: Story, told: Told, random: Random): void {
  const deliveredAt = told.deliveredAt + 60_000 + Math.round(random.weibull(5, 0.7) * DAY);
  story.told.push({ ...told, deliveredAt, expected: told.expected === 'refused' ? 'refused' : 'duplicate' });
}

/** A message that breaks a rule: a second opening, start or end, a score for a goal that nobody set. */
function refuse(story: Story, told: Told): void {
  const telling = { source: told.source, after: [told], expected: 'refused' as const };
  if (TOLD_ONCE.has(told.name)) story.tell(told.stream, told.name, told.on, told.data, telling);
  if (told.name === 'plan-established') {
    story.tell(told.stream, 'goal-updated', told.on, { goal: 'G99', status: 'scored', score: 1 }, telling);
  }
}

const TOLD_ONCE: ReadonlySet<EventName> = new Set<EventName>([
  'intake-registered',
  'care-started',
  'trajectory-ended',
  'protection-measure-imposed',
  'protection-measure-ended',
  'probation-started',
  'probation-ended',
]);

const DAY = 86_400_000;
const dayOfInstant = (instant: number) => Math.floor(instant / DAY);
