/** Draws one trajectory: its wait, its duration, its provider, and how it ends. */
import type { CareForm, Referrer } from '#libs/trajectory';
import { MONTH, birthday, dayOf, yearOf } from '../days.js';
import { durationsOf, reasonsOf } from '../published/distributions.js';
import { DURATION_CLASSES } from '../published/figures.js';
import type { Random } from '../random.js';
import { PROVIDERS, localTeam, type Provider } from '../region.js';
import { BEHAVIOUR } from './behaviour.js';
import type { Spell } from './spell.js';

/** What is known of a trajectory before it is drawn; days as numbers. */
export interface SpellRequest {
  readonly start: number;
  readonly referrer: Referrer;
  readonly form: CareForm;
  readonly after: Spell['after'];
  readonly municipality: string;
  readonly born: number;
  /** Days; default drawn, and then cut off on the 18th birthday for some. */
  readonly duration?: number;
}

/** Draws a trajectory that starts; nothing else of the client's is looked at. */
export function drawSpell(request: SpellRequest, random: Random): Spell {
  const { start, referrer, form, after, born, municipality } = request;
  let end = start + (request.duration ?? drawDuration(referrer, random));
  const adult = birthday(born, 18);
  const cut = request.duration === undefined && start < adult && end > adult;
  if (cut && random.chance(BEHAVIOUR.endsAtEighteen)) end = adult;
  end = Math.min(end, birthday(born, 23));
  const short = end - start < 3 * MONTH;
  const crisis = random.chance(short ? BEHAVIOUR.crisis.short : BEHAVIOUR.crisis.other);
  const imputed = random.chance(BEHAVIOUR.unknownEnd);
  return {
    form,
    referrer,
    provider: drawProvider(form, municipality, random),
    crisis,
    ...drawWait(start, born, crisis, after?.as === 'successor', random),
    start,
    end: imputed ? halfYearEnd(end) : end,
    reason: imputed ? 'unknown' : random.pick(reasonsOf(referrer)),
    imputed,
    deceased: false,
    after,
  };
}

/** Days, log-uniform within a class that is drawn by referrer. */
export function drawDuration(referrer: Referrer, random: Random): number {
  const { from, to } = DURATION_CLASSES[random.pick(durationsOf(referrer))];
  return Math.floor(random.logUniform(Math.max(7, from * MONTH + 1), to * MONTH - 1));
}

function drawProvider(form: CareForm, municipality: string, random: Random): Provider {
  if (form === '01') return localTeam(municipality);
  const offering = PROVIDERS.filter(({ careForms }) => careForms.includes(form));
  return random.pick(offering.map((provider) => [provider, provider.weight] as const));
}

/** Referral, decision and intake before a start (wachttijd); with a crisis nobody waits. */
function drawWait(start: number, born: number, crisis: boolean, handedOver: boolean, random: Random) {
  const { waits } = BEHAVIOUR;
  const days = ({ median, sigma }: { median: number; sigma: number }) =>
    crisis ? 0 : Math.min(waits.longest, Math.floor(random.logNormal(handedOver ? median / 3 : median, sigma)));
  const intakeOn = Math.max(born, start - days(waits.intakeToStart));
  const referral = Math.max(born, intakeOn - days(waits.referralToIntake));
  const decision = random.int(referral, intakeOn);
  return {
    intakeOn,
    referredOn: random.chance(waits.referralKnown) ? referral : null,
    decidedOn: random.chance(waits.decisionKnown) ? decision : null,
  };
}

/** The 30 June or 31 December on or after a day: where ends are put that nobody reported. */
function halfYearEnd(day: number): number {
  const year = yearOf(day);
  return day <= dayOf(year, 6, 30) ? dayOf(year, 6, 30) : dayOf(year, 12, 31);
}
