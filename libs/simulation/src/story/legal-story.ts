/** Tells protection measures and probation, as the certified institutions do. */
import type { Measure } from '../career/protection-career.js';
import type { Probation } from '../career/probation-career.js';
import { SOURCES } from '../region.js';
import { Stream, type Told } from './story.js';
import { identity, known, type Teller } from './teller.js';

/** Tells one measure; `number` counts the client's measures from 1. */
export function tellMeasure(teller: Teller, measure: Measure, number: number): void {
  const { story, client } = teller;
  const id = `M${String(client.index).padStart(6, '0')}-${number}`;
  const stream = new Stream('measure', id, id);
  const source = SOURCES.institution(measure.institution);
  story.open(
    stream,
    'protection-measure-imposed',
    measure.start,
    { ...identity(teller), measureType: measure.type, institution: measure.institution },
    { source, notBefore: client.born },
  );
  const told: Told[] = [];
  for (const { authorisation, from, until } of measure.placements) {
    told.push(
      story.tell(
        stream,
        'placement-authorised',
        from,
        { authorisation },
        { source, after: told, notBefore: client.born },
      ),
    );
    if (until !== null) {
      told.push(story.tell(stream, 'placement-authorisation-ended', until, { authorisation }, { source, after: told }));
    }
  }
  const { transfer } = measure;
  if (transfer)
    story.tell(stream, 'protection-measure-transferred', transfer.on, { toInstitution: transfer.to }, { source });
  story.tell(
    stream,
    'protection-measure-ended',
    measure.end,
    { endReason: measure.reason },
    { source: SOURCES.institution(transfer?.to ?? measure.institution), notBefore: client.born },
  );
}

/** Tells one probation; `number` counts the client's probations from 1. */
export function tellProbation(teller: Teller, probation: Probation, number: number): void {
  const { story, client } = teller;
  const id = `J${String(client.index).padStart(6, '0')}-${number}`;
  const stream = new Stream('probation', id, id);
  const source = SOURCES.institution(probation.institution);
  story.open(
    stream,
    'probation-started',
    probation.start,
    { ...identity(teller), probationType: probation.type, institution: probation.institution },
    { source },
  );
  const { transfer, riskChange, careAfter, recognisedIntervention } = probation;
  if (transfer) story.tell(stream, 'probation-transferred', transfer.on, { toInstitution: transfer.to }, { source });
  story.tell(stream, 'probation-ended', probation.end, known({ riskChange, careAfter, recognisedIntervention }), {
    source: SOURCES.institution(transfer?.to ?? probation.institution),
  });
}
