/** A trajectory as it went, before anybody tells of it. */
import { directionOf, type CareForm, type EndReason, type Referrer } from '#libs/trajectory';
import type { Provider } from '../region.js';

/** One trajectory as it went; days as numbers. */
export interface Spell {
  readonly form: CareForm;
  readonly referrer: Referrer;
  readonly provider: Provider;
  readonly crisis: boolean;
  readonly referredOn: number | null;
  readonly decidedOn: number | null;
  readonly intakeOn: number;
  /** First day of care; null = ended before care began. */
  readonly start: number | null;
  end: number;
  reason: EndReason;
  /** The end was never reported, and was filled in later. */
  readonly imputed: boolean;
  deceased: boolean;
  /** The trajectory that this one follows, and how. */
  readonly after: { readonly spell: Spell; readonly as: 'successor' | 're-entry' } | null;
}

/** Whether a successor is a step to heavier or to lighter care, by band. */
export function stepOf(spell: Spell): 'up' | 'down' | null {
  const before = spell.after?.as === 'successor' ? spell.after.spell : null;
  const direction = before ? directionOf(before.form, spell.form) : 'equal';
  return direction === 'heavier' ? 'up' : direction === 'lighter' ? 'down' : null;
}
