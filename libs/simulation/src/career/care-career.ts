/** One client's way through youth care: which trajectories, when, and how each ended. */
import type { CareForm, LeftObservationReason, Referrer } from '#libs/trajectory';
import { YEAR, birthday } from '../days.js';
import { AGES, NEW_REFERRERS, REPEAT_REFERRERS, careFormsOf, referrersOf } from '../published/distributions.js';
import { STAY_COMBINATIONS } from '../published/figures.js';
import type { Random } from '../random.js';
import { BEHAVIOUR } from './behaviour.js';
import { drawDuration, drawSpell } from './draw-spell.js';
import type { Spell } from './spell.js';

/** What happened to the client besides care. */
export interface Fate {
  readonly diedOn: number | null;
  readonly left: {
    readonly on: number;
    readonly reason: LeftObservationReason;
    readonly returnedOn: number | null;
  } | null;
}

export interface CareCareer {
  readonly born: number;
  readonly spells: readonly Spell[];
  readonly fate: Fate;
}

/** Days of a career that is not cut short: the last day that is looked at. */
export interface CareerLimits {
  /** No trajectory is begun that starts after this day. */
  readonly until: number;
  readonly municipality: string;
}

/** Draws the career of a client whose first trajectory starts on `entry`. */
export function careCareer(entry: number, limits: CareerLimits, random: Random): CareCareer {
  return new CareerDraw(entry, limits, random).career();
}

class CareerDraw {
  readonly #spells: Spell[] = [];
  readonly #born: number;
  #diedOn: number | null = null;
  #left: Fate['left'] = null;

  constructor(
    private readonly entry: number,
    private readonly limits: CareerLimits,
    private readonly random: Random,
  ) {
    this.#born = this.#firstSpell();
  }

  career(): CareCareer {
    const { random } = this;
    let episode = this.#continueEpisode(this.#spells[0]!);
    for (;;) {
      const fate = this.#settleFate(episode);
      const last = episode.reduce((a, b) => (b.end > a.end ? b : a));
      let start = last.end + 2 + Math.floor(random.weibull(BEHAVIOUR.reEntry.scaleDays, BEHAVIOUR.reEntry.shape));
      if (fate === 'died' || !random.chance(BEHAVIOUR.reEntry.probability)) break;
      if (this.#left) {
        if (this.#left.returnedOn === null) break;
        start = Math.max(start, this.#left.returnedOn);
      }
      if (start > this.limits.until || !this.#mayStart(start)) break;
      const referrer = random.pick(REPEAT_REFERRERS);
      const again = this.#spell(start, referrer, random.pick(careFormsOf(referrer)), { spell: last, as: 're-entry' });
      this.#spells.push(again);
      episode = this.#continueEpisode(again);
    }
    if (random.chance(BEHAVIOUR.neverStarted)) this.#spells.push(this.#neverStarted());
    return { born: this.#born, spells: this.#spells, fate: { diedOn: this.#diedOn, left: this.#left } };
  }

  /** The first trajectory decides when the client was born: somewhere within it the published age holds. */
  #firstSpell(): number {
    const { random, entry } = this;
    const referrer = random.pick(NEW_REFERRERS);
    const form = random.pick(careFormsOf(referrer));
    const duration = drawDuration(referrer, this.random);
    let born = entry;
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const age = random.pick(AGES) + random.unit() - BEHAVIOUR.youngerAtFirst;
      born = Math.round(entry + random.unit() * duration - age * YEAR);
      const adult = entry >= birthday(born, 18) && !random.chance(BEHAVIOUR.adultStart);
      if (born < entry - 7 && !adult && entry + duration < birthday(born, 23)) break;
      born = entry - random.int(8, 5 * 365);
    }
    this.#spells.push(this.#spell(entry, referrer, form, null, { born, duration }));
    return born;
  }

  /** Adds what follows or accompanies a trajectory without a gap; answers the whole episode. */
  #continueEpisode(first: Spell): Spell[] {
    const { random } = this;
    const episode = [first];
    for (let i = 0; i < episode.length && episode.length < 8; i += 1) {
      const spell = episode[i]!;
      const repeat = first.after !== null;
      if (random.chance(this.#accompanied(spell))) this.#add(episode, this.#parallel(spell));
      const planned = spell.reason === '01' || spell.reason === '02';
      if (planned && random.chance(BEHAVIOUR.successor.probability)) this.#add(episode, this.#successor(spell, repeat));
      if (random.chance(BEHAVIOUR.overlappingPart)) this.#add(episode, this.#overlappingPart(spell));
    }
    return episode;
  }

  #add(episode: Spell[], spell: Spell | null): void {
    if (!spell || spell.start === null || spell.start > this.limits.until || !this.#mayStart(spell.start)) return;
    episode.push(spell);
    this.#spells.push(spell);
  }

  /** Who stays somewhere often has help without stay at the same time; others seldom have two at once. */
  #accompanied(spell: Spell): number {
    if (spell.form < '11') return BEHAVIOUR.parallelWithoutStay;
    const { both, with: alone } = STAY_COMBINATIONS.cells;
    return both.value! / (both.value! + alone.value!);
  }

  #parallel(spell: Spell): Spell | null {
    const { random } = this;
    const form = random.pick<CareForm>([
      ['02', 7],
      ['04', 2],
      ['03', 1],
    ]);
    const start = random.int(spell.start!, spell.end);
    const parallel = this.#spell(start, random.pick(referrersOf(form)), form, null);
    return parallel.provider.id === spell.provider.id ? null : parallel;
  }

  #successor(spell: Spell, repeat: boolean): Spell {
    const { random } = this;
    const gap = random.pick<[number, number]>([
      [[0, 1], 60],
      [[-30, -1], 25],
      [[2, 30], 15],
    ]);
    const start = Math.max(spell.start! + 1, spell.end + random.int(...gap));
    const same = random.chance(BEHAVIOUR.successor.sameForm);
    const referrer = same
      ? random.pick(referrersOf(spell.form))
      : random.pick(repeat ? REPEAT_REFERRERS : NEW_REFERRERS);
    const form = same ? spell.form : random.pick(careFormsOf(referrer));
    return this.#spell(start, referrer, form, { spell, as: 'successor' });
  }

  /** A second registration of the same help at the same provider: the two are one record to CBS. */
  #overlappingPart(spell: Spell): Spell | null {
    if (spell.end - spell.start! < 30) return null;
    const start = this.random.int(spell.start! + 10, spell.end - 5);
    return { ...this.#spell(start, spell.referrer, spell.form, null), provider: spell.provider };
  }

  #spell(
    start: number,
    referrer: Referrer,
    form: CareForm,
    after: Spell['after'],
    known?: { born: number; duration: number },
  ): Spell {
    const { municipality } = this.limits;
    return drawSpell({ start, referrer, form, after, municipality, born: this.#born, ...known }, this.random);
  }

  /** Registered, waited, and given up before care began. */
  #neverStarted(): Spell {
    const { random } = this;
    const referrer = random.pick(NEW_REFERRERS);
    const form = random.pick(careFormsOf(referrer));
    const intakeOn = Math.max(this.#born, this.entry - random.int(0, 300));
    return {
      ...this.#spell(intakeOn, referrer, form, null),
      crisis: false,
      intakeOn,
      referredOn: Math.max(this.#born, intakeOn - random.int(0, 30)),
      decidedOn: null,
      start: null,
      end: intakeOn + random.int(5, 200),
      reason: random.one(['02', '03', '05'] as const),
      imputed: false,
    };
  }

  /** Some of the endings by outside circumstances (05) are a death or a move away: everything else ends with it. */
  #settleFate(episode: readonly Spell[]): 'died' | 'left' | 'stays' {
    const { random } = this;
    for (const spell of episode) {
      if (spell.reason !== '05' || this.#left) continue;
      if (random.chance(BEHAVIOUR.external.died)) {
        this.#diedOn = spell.end;
        this.#cutOff(spell.end);
        for (const ended of this.#spells) if (ended.end === spell.end && ended.reason === '05') ended.deceased = true;
        return 'died';
      }
      if (random.chance(BEHAVIOUR.external.left)) {
        const returnedOn = random.chance(BEHAVIOUR.external.returned) ? spell.end + random.int(150, 900) : null;
        const reason = random.pick<LeftObservationReason>([
          ['moved-out-of-region', 7],
          ['emigrated', 2],
          ['other', 1],
        ]);
        this.#left = { on: spell.end, reason, returnedOn };
        this.#cutOff(spell.end);
        return 'left';
      }
    }
    return 'stays';
  }

  #cutOff(day: number): void {
    for (let i = this.#spells.length - 1; i >= 0; i -= 1) {
      const spell = this.#spells[i]!;
      if (spell.start !== null && spell.start > day) this.#spells.splice(i, 1);
      else if (spell.end > day) Object.assign(spell, { end: day, reason: '05', imputed: false });
    }
  }

  /** New help after the 18th birthday is an exception (prolonged youth care), after the 23rd it is none. */
  #mayStart(day: number): boolean {
    if (day >= birthday(this.#born, 23) - 30) return false;
    return day < birthday(this.#born, 18) || this.random.chance(BEHAVIOUR.adultStart);
  }
}
