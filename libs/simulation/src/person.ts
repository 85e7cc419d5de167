/** Everything that is told about one client of a region. */
import { BEHAVIOUR } from './career/behaviour.js';
import { careCareer, type CareCareer } from './career/care-career.js';
import { entryDay } from './career/entry-day.js';
import type { Spell } from './career/spell.js';
import { justiceCareer } from './career/probation-career.js';
import { protectionCareer } from './career/protection-career.js';
import { clientName, drawMunicipality, type Client, type ClientName } from './client.js';
import { dayText } from './days.js';
import { makeMess, type Mess } from './mess/mess.js';
import { BOYS, YOUTHS_IN_ALL } from './published/figures.js';
import { Random } from './random.js';
import { SOURCES, type Region } from './region.js';
import { tellClient } from './story/client-story.js';
import { tellMeasure, tellProbation } from './story/legal-story.js';
import { Story, type Stream, type Told } from './story/story.js';
import { clientStreamOf, type Teller } from './story/teller.js';
import { tellStep, tellTrajectory } from './story/trajectory-story.js';

/** Where and when a simulation plays. Days as numbers. */
export interface Setting {
  readonly region: Region;
  readonly clients: number;
  /** First and last day of the history. */
  readonly from: number;
  readonly to: number;
  readonly seed: string;
  readonly mess: Mess;
}

/** Nobody is told of more than this many days before the first trajectory starts. */
export const EARLIEST_BEFORE_ENTRY = 800;

/** Trajectories that start somewhat after the end of the history are drawn too: their clients are waiting. */
const BEYOND_END = 120;

/** The day on which a client's first trajectory starts. */
export function entryOf({ seed, from, to }: Setting, index: number): number {
  return entryDay(from, to + BEYOND_END, new Random(`${seed}/entry/${index}`));
}

/** All messages about one client, in no particular order; the same for the same setting and index. */
export function personStory(setting: Setting, index: number): Told[] {
  const { seed, region, to } = setting;
  const random = new Random(`${seed}/career/${index}`);
  const municipality = drawMunicipality(region, random);
  const until = to + BEYOND_END;
  const career = careCareer(entryOf(setting, index), { until, municipality }, random);
  const measures = protectionCareer(career, until, random);
  const justice = justiceCareer(career, until, random);
  const client: Client = {
    index,
    name: clientName(seed, index),
    born: career.born,
    bornText: measures.length > 0 ? dayText(career.born) : asKnown(career.born, random),
    sex: random.chance(0.004) ? 'O' : random.chance(BOYS.cells.M.value! / YOUTHS_IN_ALL.cells.all.value!) ? 'M' : 'V',
    municipality,
  };
  const story = new Story(new Random(`${seed}/delivery/${index}`));
  const prefix = `C${String(index).padStart(6, '0')}`;
  const teller: Teller = {
    client,
    story,
    random: new Random(`${seed}/story/${index}`),
    clientStream: clientStreamOf(client.name, prefix),
  };
  tellCare(teller, career, `${seed}/second-name/${index}`);
  measures.forEach((measure, i) => tellMeasure(teller, measure, i + 1));
  justice.probations.forEach((probation, i) => tellProbation(teller, probation, i + 1));
  tellClient(teller, career, justice, region);
  makeMess({ ...teller, random: new Random(`${seed}/mess/${index}`) }, setting.mess, setting);
  return story.told;
}

/** The trajectories, and that the client of the later ones is the client of the first, where names differ. */
function tellCare(teller: Teller, career: CareCareer, seed: string): void {
  const { client, story, random } = teller;
  const streams = new Map<Spell, Stream>();
  const spells = [...career.spells].sort((a, b) => (a.start ?? a.intakeOn) - (b.start ?? b.intakeOn));
  const returned = spells.findIndex(({ after }) => after?.as === 're-entry');
  const second: ClientName | null =
    'pseudonym' in client.name && returned >= 0 && random.chance(BEHAVIOUR.twoPseudonyms)
      ? { pseudonym: `sim-${new Random(seed).hex()}` }
      : null;
  spells.forEach((spell, i) => {
    tellTrajectory(teller, spell, second && i >= returned ? second : client.name, streams);
    tellStep(teller, spell, streams);
  });
  if (second && 'pseudonym' in second) {
    const on = spells[returned]!.intakeOn + random.int(10, 200);
    story.tell(
      teller.clientStream,
      'clients-linked',
      on,
      { otherClient: second.pseudonym },
      { source: SOURCES.residents },
    );
  }
}

/** A birth date as far as the sender knows it. */
function asKnown(born: number, random: Random): string {
  const text = dayText(born);
  const digits = random.pick<number>([
    [10, 0.985],
    [7, 0.012],
    [4, 0.003],
  ]);
  return text.slice(0, digits);
}
