/** Tells one trajectory: intake, wait, start, referrals, end, return. */
import type { WaitReason } from '#libs/trajectory';
import { BEHAVIOUR } from '../career/behaviour.js';
import { stepOf, type Spell } from '../career/spell.js';
import type { ClientName } from '../client.js';
import { dayText } from '../days.js';
import { SOURCES } from '../region.js';
import { tellCareContent } from './care-content.js';
import { tellCosts } from './cost-story.js';
import { Stream, type Told } from './story.js';
import { identity, known, type Teller } from './teller.js';

/** A spell with the stream it is told on. */
export interface ToldSpell {
  readonly spell: Spell;
  readonly stream: Stream;
}

/** Tells a spell; `streams` holds the streams of the client's spells told before and gets this one. */
export function tellTrajectory(teller: Teller, spell: Spell, name: ClientName, streams: Map<Spell, Stream>): void {
  const { story, random, client } = teller;
  const id = `T${String(client.index).padStart(6, '0')}-${streams.size + 1}`;
  const stream = new Stream('trajectory', id, id);
  streams.set(spell, stream);
  const { source } = spell.provider;
  const previous = spell.after ? streams.get(spell.after.spell) : undefined;
  story.open(
    stream,
    'intake-registered',
    spell.intakeOn,
    known({
      ...identity(teller, name),
      provider: spell.provider.id,
      careForm: spell.form,
      referrer: spell.referrer,
      referredOn: spell.referredOn === null ? null : dayText(spell.referredOn),
      decidedOn: spell.decidedOn === null ? null : dayText(spell.decidedOn),
      previousTrajectory: spell.after?.as === 'successor' ? (previous?.subject ?? null) : null,
    }),
    { source, notBefore: client.born },
  );
  tellWait(teller, spell, stream);
  if (spell.start !== null) {
    story.tell(stream, 'care-started', spell.start, { careForm: spell.form, crisis: spell.crisis }, { source });
    tellCareContent(teller, spell, stream);
    tellCosts(teller, spell, stream);
  }
  if (spell.after?.as === 're-entry' && previous?.subject && random.chance(0.75)) {
    story.tell(
      stream,
      're-entry-registered',
      spell.intakeOn,
      { previousTrajectory: previous.subject },
      { source: SOURCES.access(client.municipality) },
    );
  }
  story.tell(
    stream,
    'trajectory-ended',
    spell.end,
    known({ endReason: spell.reason, imputed: spell.imputed || null, deceased: spell.deceased || null }),
    { source, notBefore: spell.imputed ? spell.end + 21 : undefined },
  );
}

/** Pauses and resumptions of the wait for care. */
function tellWait({ story, random }: Teller, spell: Spell, stream: Stream): void {
  const until = spell.start ?? spell.end;
  let from = spell.intakeOn + random.int(1, 10);
  const after: Told[] = [];
  while (until - from > 14 && random.chance(BEHAVIOUR.waits.paused)) {
    const reason = random.pick<WaitReason>([
      ['client-request', 5],
      ['matching', 4],
      ['other', 1],
    ]);
    const { source } = spell.provider;
    const paused = story.tell(stream, 'waiting-paused', from, { reason }, { source, after: [...after] });
    after.push(paused);
    const resumesOn = from + random.int(3, Math.min(60, until - from));
    if (resumesOn >= until && random.chance(0.5)) break; // the start itself ends the pause
    after.push(
      story.tell(stream, 'waiting-resumed', Math.min(resumesOn, until), { reason }, { source, after: [...after] }),
    );
    from = resumesOn + random.int(3, 20);
  }
}

/** The referral to heavier or lighter care that a successor came from, on the trajectory it came from. */
export function tellStep({ story, random }: Teller, spell: Spell, streams: ReadonlyMap<Spell, Stream>): void {
  const step = stepOf(spell);
  const before = spell.after?.spell;
  const stream = before && streams.get(before);
  if (!step || !before || !stream || before.start === null || !random.chance(0.7)) return;
  const on = Math.max(before.start, before.end - random.int(0, 60));
  story.tell(
    stream,
    step === 'up' ? 'referral-stepped-up' : 'referral-stepped-down',
    on,
    known({
      fromCareForm: before.form,
      toCareForm: spell.form,
      toProvider: spell.provider.id,
      toTrajectory: random.chance(0.6) ? streams.get(spell)?.subject : null,
    }),
    { source: before.provider.source },
  );
}
