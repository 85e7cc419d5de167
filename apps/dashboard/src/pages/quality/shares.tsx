import { STATES } from '../../app/texts.js';
import type { IndicatorDto, ValuesDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { figureOf } from '../../figure/figure.js';
import { FIGURES } from '../../figure/texts.js';
import { writeInterval, writeValue } from '../../figure/write-figure.js';
import { BarsPicture } from '../../pictures/bars-picture.js';
import { valueName } from '../../text/codes.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { DataTable } from '../../ui/data-table.js';
import { Answered } from '../../ui/state.js';
import { QUALITY } from './texts.js';

/** A share by provider, drawn with its interval and as a table. */
export function Shares({ indicator, query }: { indicator: IndicatorDto; query: string }) {
  const t = useTexts(QUALITY);
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  const language = useLanguage();
  const values = useSteadyAnswer<ValuesDto>(`/v1/quality/${indicator.id}/values?${query}&by=provider`);
  const whole = useSteadyAnswer<ValuesDto>(`/v1/quality/${indicator.id}/values?${query}`);
  const caption = `${indicator.name[language]}, ${t.byProvider}`;
  return (
    <Answered answer={values}>
      {({ rows }) => {
        const bars = [
          ...rows.map((row) => ({
            label: valueName('provider', row.group.provider ?? null, language),
            figure: figureOf(row, indicator.id),
          })),
          ...(whole.state === 'here'
            ? whole.value.rows.map((row) => ({ label: t.together, figure: figureOf(row, indicator.id) }))
            : []),
        ];
        return (
          <>
            <BarsPicture title={caption} fileName={`${indicator.id}-bars`} bars={bars} />
            <DataTable
              caption={caption}
              columns={[
                { key: 'label', heading: t.provider },
                { key: 'value', heading: words.value, number: true },
                { key: 'interval', heading: words.interval, number: true },
                { key: 'numerator', heading: words.numerator, number: true },
                { key: 'n', heading: words.n, number: true },
              ]}
              rows={bars.map(({ label, figure }, index) => ({
                key: String(index),
                cells: {
                  label,
                  value: figure.hidden ? states.hidden : writeValue(figure.value, figure.unit, formats),
                  interval: writeInterval(figure, formats),
                  numerator: figure.hidden ? states.hidden : formats.count(figure.numerator),
                  n: figure.hidden && figure.n === null ? states.hidden : formats.count(figure.n),
                },
              }))}
            />
            {bars.some(({ figure }) => figure.hidden) && <p className="small">{states.hiddenExplanation}</p>}
          </>
        );
      }}
    </Answered>
  );
}
