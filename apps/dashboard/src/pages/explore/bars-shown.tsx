import type { IndicatorDto, RowDto, ValuesDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { classesOf } from '../../figure/classes.js';
import { figureOf } from '../../figure/figure.js';
import { BarsPicture, type Bar } from '../../pictures/bars-picture.js';
import { apiPath } from '../../question/question-url.js';
import type { Question, View } from '../../question/question.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Answered } from '../../ui/state.js';
import { BesideTable } from './beside-table.js';
import { inOrder } from './order.js';
import { useAnswerNames, usePictureWords } from './picture-words.js';
import { FiguresTable } from './tables.js';
import { EXPLORE } from './texts.js';

/** A bar per group, and under it the same group in what stands beside the question. */
export function BarsShown({
  view,
  indicator,
  overlay,
}: {
  view: View;
  indicator: IndicatorDto;
  overlay: Question | null;
}) {
  const t = useTexts(EXPLORE);
  const language = useLanguage();
  const { nameOf, ...words } = usePictureWords(indicator, 'bars');
  const namesOf = useAnswerNames();
  const answer = useSteadyAnswer<ValuesDto>(apiPath(view.question, 'values'));
  const second = useSteadyAnswer<ValuesDto>(overlay && apiPath(overlay, 'values'));
  const barOf = (row: RowDto): Bar => ({ label: nameOf(row.group, t.total), figure: figureOf(row, indicator.id) });
  const picture = (own: ValuesDto, other: ValuesDto | null) => {
    const names = other ? namesOf(own, other) : undefined;
    const bars = inOrder(own.rows, language).map(barOf);
    const all = other ? paired(bars, inOrder(other.rows, language).map(barOf)) : bars;
    return (
      <BesideTable
        picture={<BarsPicture {...words} bars={all} names={names} />}
        table={
          <FiguresTable
            caption={words.title}
            rows={all.map((bar) => ({ ...bar, ...(names && { of: names[bar.second ? 1 : 0] }) }))}
          />
        }
      />
    );
  };
  return (
    <Answered answer={answer}>
      {(own) => (overlay ? <Answered answer={second}>{(other) => picture(own, other)}</Answered> : picture(own, null))}
    </Answered>
  );
}

/** The classes of each group, in the order of the definition. */
export function ClassesShown({ values, indicator }: { values: ValuesDto; indicator: IndicatorDto }) {
  const language = useLanguage();
  const { nameOf, ...words } = usePictureWords(indicator, 'classes');
  const terms = (indicator.definition as { terms?: Record<string, { nl: string; en: string }> }).terms ?? {};
  const bars = inOrder(values.rows, language).flatMap((row) =>
    Object.entries(classesOf(row)).map(([key, part]) => ({
      label: [nameOf(row.group, ''), terms[key]?.[language] ?? key].filter(Boolean).join(', '),
      figure: figureOf({ ...part, group: {}, suppressed: row.suppressed }, ''),
    })),
  );
  return (
    <BesideTable
      picture={<BarsPicture {...words} bars={bars} />}
      table={<FiguresTable caption={words.title} rows={bars} />}
    />
  );
}

/** Each bar followed by its namesake; what only the second has comes last, under an empty one. */
function paired(bars: readonly Bar[], seconds: readonly Bar[]): Bar[] {
  const none = (bar: Bar): Bar => ({
    ...bar,
    figure: { ...bar.figure, value: null, lower: null, upper: null, n: null, hidden: false },
  });
  const labels = [...new Set([...bars, ...seconds].map(({ label }) => label))];
  return labels.flatMap((label) => {
    const [one, other] = [bars, seconds].map((list) => list.find((bar) => bar.label === label));
    const known = (one ?? other)!;
    return [one ?? none(known), { ...(other ?? none(known)), second: true }];
  });
}
