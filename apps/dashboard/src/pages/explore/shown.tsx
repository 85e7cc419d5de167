import type { CurveDto, FlowsDto, IndicatorDto, ValuesDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { figureOf } from '../../figure/figure.js';
import { CurvePicture } from '../../pictures/curve-picture.js';
import { FlowPicture } from '../../pictures/flow-picture.js';
import { FunnelPicture } from '../../pictures/funnel-picture.js';
import { StockPicture } from '../../pictures/stock-picture.js';
import { apiPath, flowsPath } from '../../question/question-url.js';
import type { Question, View } from '../../question/question.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Answered } from '../../ui/state.js';
import { BarsShown, ClassesShown } from './bars-shown.js';
import { BesideTable } from './beside-table.js';
import { inOrder } from './order.js';
import { usePictureWords } from './picture-words.js';
import { CurveTable, FiguresTable, FlowTable, StockTable } from './tables.js';
import { EXPLORE } from './texts.js';
import { TrendShown } from './trend-shown.js';
import { curveMethod, pictureOf } from './view-rules.js';

interface Props {
  readonly view: View;
  readonly indicator: IndicatorDto;
}

/** The picture that a view asks for, with its table. */
export function Shown({
  view,
  indicator,
  values,
  overlay,
}: Props & {
  values: ValuesDto;
  /** What is laid over the picture. */ overlay: Question | null;
}) {
  switch (pictureOf(view, indicator)) {
    case 'trend':
      return <TrendShown view={view} indicator={indicator} overlay={overlay} />;
    case 'bars':
      return <BarsShown view={view} indicator={indicator} overlay={overlay} />;
    case 'funnel':
      return <Funnel view={view} indicator={indicator} />;
    case 'curve':
      return <Curve view={view} indicator={indicator} />;
    case 'classes':
      return <ClassesShown values={values} indicator={indicator} />;
    case 'flow':
    case 'stock':
      return <Flows view={view} indicator={indicator} />;
  }
}

function Funnel({ view, indicator }: Props) {
  const { nameOf, ...words } = usePictureWords(indicator, 'funnel');
  const answer = useSteadyAnswer<ValuesDto>(apiPath({ ...view.question, by: ['provider'] }, 'values'));
  return (
    <Answered answer={answer}>
      {({ rows }) => {
        const named = rows.map((row) => ({ label: nameOf(row.group, ''), row }));
        return (
          <BesideTable
            picture={<FunnelPicture {...words} indicator={indicator.id} rows={named} />}
            table={
              <FiguresTable
                caption={words.title}
                rows={named.map(({ label, row }) => ({ label, figure: figureOf(row, indicator.id) }))}
              />
            }
          />
        );
      }}
    </Answered>
  );
}

function Curve({ view, indicator }: Props) {
  const language = useLanguage();
  const { nameOf, ...words } = usePictureWords(indicator, 'curve');
  const method = curveMethod(view.question.method);
  const answer = useSteadyAnswer<CurveDto>(apiPath({ ...view.question, method }, 'curve'));
  return (
    <Answered answer={answer}>
      {({ rows, parameters }) => {
        const named = inOrder(rows, language).map((row) => ({ label: nameOf(row.group, ''), row }));
        const until = typeof parameters.followUpDays === 'number' ? parameters.followUpDays : 365;
        return (
          <BesideTable
            picture={<CurvePicture {...words} rows={named} until={until} />}
            table={<CurveTable caption={words.title} rows={named} until={until} />}
          />
        );
      }}
    </Answered>
  );
}

function Flows({ view, indicator }: Props) {
  const t = useTexts(EXPLORE);
  const language = useLanguage();
  const picture = pictureOf(view, indicator);
  const { nameOf, ...words } = usePictureWords(indicator, picture);
  const answer = useSteadyAnswer<FlowsDto>(flowsPath(view.question));
  return (
    <Answered answer={answer}>
      {({ rows }) =>
        inOrder(rows, language).map((row, index) => {
          const label = nameOf(row.group, '');
          const title = label ? `${words.title} (${label})` : words.title;
          return (
            <div key={index} className="shown">
              {label && row.suppressed && <p className="small">{t.persons}</p>}
              {picture === 'stock' ? (
                <BesideTable
                  picture={<StockPicture title={title} fileName={words.fileName} row={row} />}
                  table={<StockTable caption={title} row={row} />}
                />
              ) : (
                <BesideTable
                  picture={<FlowPicture title={title} fileName={words.fileName} steps={row.transitions} />}
                  table={<FlowTable caption={title} steps={row.transitions} />}
                />
              )}
            </div>
          );
        })
      }
    </Answered>
  );
}
