/** Costs as the administration declares them, every half year and at the end. Local teams are paid otherwise. */
import type { CareForm } from '#libs/trajectory';
import type { Spell } from '../career/spell.js';
import { dayOf, dayText, yearOf } from '../days.js';
import { SOURCES } from '../region.js';
import type { Stream } from './story.js';
import { known, type Teller } from './teller.js';

/** Euros per day, roughly; and the iJw product category with the same label (domain notes 5.6). */
const RATES: Readonly<Record<Exclude<CareForm, '01'>, { readonly perDay: number; readonly category: string }>> = {
  '02': { perDay: 11, category: '32' },
  '03': { perDay: 75, category: '33' },
  '04': { perDay: 24, category: '34' },
  '11': { perDay: 62, category: '35' },
  '12': { perDay: 175, category: '36' },
  '13': { perDay: 430, category: '37' },
  '14': { perDay: 270, category: '38' },
};

/** Declares the costs of a started trajectory. */
export function tellCosts({ story, random, client }: Teller, spell: Spell, stream: Stream): void {
  if (spell.form === '01' || random.chance(0.05)) return;
  const { perDay, category } = RATES[spell.form];
  const rate = perDay * random.between(0.6, 1.5);
  for (let from = spell.start!; from <= spell.end;) {
    const half = dayOf(yearOf(from), 6, 30);
    const to = Math.min(spell.end, from <= half ? half : dayOf(yearOf(from), 12, 31));
    const amountCents = Math.round((to - from + 1) * rate * random.between(0.85, 1.15) * 100);
    story.tell(
      stream,
      'cost-declared',
      to + random.int(5, 45),
      known({
        amountCents,
        periodFrom: dayText(from),
        periodTo: dayText(to),
        productCategory: category,
        productCode: random.chance(0.5) ? `${category}A0${random.int(1, 4)}` : null,
      }),
      { source: SOURCES.administration(client.municipality) },
    );
    from = to + 1;
  }
}
