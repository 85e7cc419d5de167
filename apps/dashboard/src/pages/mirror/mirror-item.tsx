import { STATES } from '../../app/texts.js';
import type { IndicatorDto, ValuesDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { figureOf, followUpOf, type Figure } from '../../figure/figure.js';
import { FIGURES } from '../../figure/texts.js';
import { writeInterval, writeValue } from '../../figure/write-figure.js';
import { lastMatureYear, yearWindow } from '../../question/days.js';
import { apiPath } from '../../question/question-url.js';
import type { Question, Window } from '../../question/question.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Answered } from '../../ui/state.js';
import { Marked } from '../../ui/marked.js';
import { ClassShares } from './class-shares.js';
import { MiniFunnel } from './mini-funnel.js';
import { mirrorOf } from './position.js';
import { MIRROR } from './texts.js';

/** One indicator of the provider beside all providers together. */
export function MirrorItem({
  indicator,
  provider,
  window,
  asOf,
  observedUntil,
}: {
  indicator: IndicatorDto;
  provider: string;
  /** Null: the last year with complete follow-up. */
  window: Window | null;
  asOf: string;
  observedUntil: string;
}) {
  const t = useTexts(MIRROR);
  const language = useLanguage();
  const formats = useFormats();
  const words = useTexts(FIGURES);
  const asked = window ?? yearWindow(lastMatureYear(observedUntil, followUpOf(indicator)));
  const question: Question = { indicator: indicator.id, window: asked, by: [], filters: {}, parameters: {}, asOf };
  const byProvider = useSteadyAnswer<ValuesDto>(apiPath({ ...question, by: ['provider'] }, 'values'));
  const together = useSteadyAnswer<ValuesDto>(apiPath(question, 'values'));
  const name = indicator.name[language];
  return (
    <li className="mirror-item">
      <h3 className="utrecht-heading-3">{name}</h3>
      <p className="small soft">
        {formats.window(asked)} · {words[indicator.direction as 'neutral']}
      </p>
      <Answered answer={byProvider}>
        {({ rows }) => {
          const mirrored = mirrorOf(rows, provider, indicator.id);
          return (
            <>
              <p>
                <strong>{t.own}</strong>: <FigureText figure={mirrored.figure} />
              </p>
              <Answered answer={together}>
                {({ rows: [all] }) => (
                  <>
                    <p>
                      {t.peers}: <FigureText figure={all ? figureOf(all, indicator.id) : null} />
                    </p>
                    {all && <ClassShares indicator={indicator} own={mirrored.row} all={all} />}
                  </>
                )}
              </Answered>
              <MiniFunnel label={t.funnel(name)} mirrored={mirrored} />
              <p className="small">
                {t.position}: {t.positions[mirrored.position]}.
              </p>
            </>
          );
        }}
      </Answered>
      {indicator.caveats[0] && (
        <p className="small soft">
          <Marked text={indicator.caveats[0][language]} />
        </p>
      )}
    </li>
  );
}

function FigureText({ figure }: { figure: Figure | null }) {
  const t = useTexts(MIRROR);
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  if (figure?.hidden) return <>{states.hidden}</>;
  if (!figure || figure.value === null) return <>{t.noCases}</>;
  return (
    <>
      {writeValue(figure.value, figure.unit, formats)}{' '}
      {figure.lower === null ? `(${words.noInterval})` : `(${writeInterval(figure, formats)})`}, n ={' '}
      {formats.count(figure.n)}
    </>
  );
}
