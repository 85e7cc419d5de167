/** Tells what is known of the client besides care: moves, death, leaving, the justice register, a second pseudonym. */
import type { EventName } from '#libs/trajectory';
import { BEHAVIOUR } from '../career/behaviour.js';
import type { CareCareer } from '../career/care-career.js';
import type { JusticeCareer } from '../career/probation-career.js';
import { dayText } from '../days.js';
import { SOURCES, type Region } from '../region.js';
import { drawMunicipality } from '../client.js';
import type { Sent, Telling, Told } from './story.js';
import { clientField, type Teller } from './teller.js';

/** Tells the client's own stream. */
export function tellClient(teller: Teller, career: CareCareer, justice: JusticeCareer, region: Region): void {
  const { random, client } = teller;
  const { fate, spells } = career;
  const source = SOURCES.residents;
  const last = fate.diedOn ?? fate.left?.on ?? spells.reduce((day, { end }) => Math.max(day, end), 0);
  const first = Math.max(client.born, spells[0]!.intakeOn);
  if (random.chance(BEHAVIOUR.moved) && last > first) {
    tell(
      teller,
      'client-moved',
      random.int(first, last),
      { municipality: drawMunicipality(region, random) },
      { source },
    );
  }
  if (fate.diedOn !== null && random.chance(0.85)) tell(teller, 'client-deceased', fate.diedOn, {}, { source });
  if (fate.left) {
    const left = tell(teller, 'client-left-observation', fate.left.on, { reason: fate.left.reason }, { source });
    if (fate.left.returnedOn !== null) {
      tell(teller, 'client-returned-to-observation', fate.left.returnedOn, {}, { source, after: [left] });
    }
  }
  tellJustice(teller, justice);
}

/** Offences become known with the yearly match that covers their day; later ones are never known. */
function tellJustice(teller: Teller, { offences, matches }: JusticeCareer): void {
  const source = SOURCES.justice;
  for (const match of matches) {
    const batch: Told[] = [];
    for (const offence of offences) {
      if (offence.on < match.from || offence.on > match.until) continue;
      batch.push(
        tell(
          teller,
          'offence-recorded',
          offence.on,
          { offence: offence.severity, caseStatus: offence.status },
          { source, notBefore: match.on, prompt: true },
        ),
      );
    }
    const covered = { coveredFrom: dayText(match.from), coveredUntil: dayText(match.until) };
    tell(teller, 'justice-register-matched', match.on, covered, { source, after: batch, prompt: true });
  }
}

function tell<N extends EventName>(teller: Teller, name: N, on: number, data: Sent<N>, telling: Telling): Told {
  const { story, clientStream, client } = teller;
  return story.tell(clientStream, name, on, { ...clientField(client.name), ...data }, telling);
}
