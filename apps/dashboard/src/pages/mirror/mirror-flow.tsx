import type { FlowsDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { FlowPicture } from '../../pictures/flow-picture.js';
import { flowsPath } from '../../question/question-url.js';
import type { Window } from '../../question/question.js';
import { useFormats } from '../../text/formats.js';
import { useTexts } from '../../text/language.js';
import { Answered } from '../../ui/state.js';
import { BesideTable } from '../explore/beside-table.js';
import { FlowTable } from '../explore/tables.js';
import { MIRROR } from './texts.js';

/** To which care form, or out of care, young people went after this provider. */
export function MirrorFlow({ provider, window, asOf }: { provider: string; window: Window; asOf: string }) {
  const t = useTexts(MIRROR);
  const formats = useFormats();
  const question = {
    indicator: 'stock-and-flow',
    window,
    by: [],
    filters: { provider: [provider] },
    parameters: {},
    asOf,
  };
  const answer = useSteadyAnswer<FlowsDto>(flowsPath(question));
  return (
    <section className="stack mirror-flow">
      <h2 className="utrecht-heading-2">{t.flow}</h2>
      <p className="small soft">{`${formats.window(window)} · ${t.flowLead}`}</p>
      <Answered answer={answer}>
        {({ rows }) =>
          rows[0] && rows[0].transitions.length > 0 ? (
            <BesideTable
              picture={<FlowPicture title={t.flowTitle} fileName={`flow-${provider}`} steps={rows[0].transitions} />}
              table={<FlowTable caption={t.flowTitle} steps={rows[0].transitions} />}
            />
          ) : (
            <p>{t.noCases}</p>
          )
        }
      </Answered>
    </section>
  );
}
