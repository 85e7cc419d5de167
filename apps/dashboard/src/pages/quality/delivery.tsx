import { STATES } from '../../app/texts.js';
import type { IndicatorDto, RowDto, SeriesDto, ValuesDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { valueName } from '../../text/codes.js';
import { NOTHING, useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { DataTable } from '../../ui/data-table.js';
import { Answered } from '../../ui/state.js';
import { QUALITY } from './texts.js';

/** How many days messages take, by provider and by month. */
export function Delivery({ indicator, query }: { indicator: IndicatorDto; query: string }) {
  const t = useTexts(QUALITY);
  const language = useLanguage();
  const formats = useFormats();
  const values = useSteadyAnswer<ValuesDto>(`/v1/quality/${indicator.id}/values?${query}&by=provider`);
  const whole = useSteadyAnswer<ValuesDto>(`/v1/quality/${indicator.id}/values?${query}`);
  const series = useSteadyAnswer<SeriesDto>(`/v1/quality/${indicator.id}/series?${query}&interval=P1M`);
  const name = indicator.name[language];
  return (
    <>
      <Answered answer={values}>
        {({ rows }) => (
          <DeliveryTable
            caption={`${name}, ${t.byProvider}`}
            heading={t.provider}
            rows={[
              ...rows.map((row) => ({ label: valueName('provider', row.group.provider ?? null, language), row })),
              ...(whole.state === 'here' ? whole.value.rows.map((row) => ({ label: t.together, row })) : []),
            ]}
          />
        )}
      </Answered>
      <Answered answer={series}>
        {({ periods }) => (
          <DeliveryTable
            caption={`${name}, ${t.byMonth}`}
            heading={t.month}
            rows={periods.flatMap(({ window, rows }) => rows.map((row) => ({ label: formats.window(window), row })))}
          />
        )}
      </Answered>
    </>
  );
}

function DeliveryTable({
  caption,
  heading,
  rows,
}: {
  caption: string;
  heading: string;
  rows: readonly { readonly label: string; readonly row: RowDto }[];
}) {
  const t = useTexts(QUALITY);
  const states = useTexts(STATES);
  const formats = useFormats();
  return (
    <>
      <DataTable
        caption={caption}
        columns={[
          { key: 'label', heading },
          { key: 'n', heading: t.n, number: true },
          { key: 'median', heading: t.median, number: true },
          { key: 'p90', heading: t.p90, number: true },
          { key: 'late', heading: t.late, number: true },
        ]}
        rows={rows.map(({ label, row }, index) => {
          const or = (value: number | null | undefined, write: (value: number) => string) =>
            value === null || value === undefined ? (row.suppressed ? states.hidden : NOTHING) : write(value);
          const inTime = within30(row);
          return {
            key: String(index),
            cells: {
              label,
              n: or(row.n, formats.count),
              median: or(row.median, formats.number),
              p90: or(row.p90, formats.number),
              late: or(inTime === null ? null : 1 - inTime, formats.share),
            },
          };
        })}
      />
      {rows.some(({ row }) => row.suppressed) && <p className="small">{states.hiddenExplanation}</p>}
    </>
  );
}

/** The share that came within 30 days. */
function within30(row: RowDto): number | null {
  const { within } = row as RowDto & { within?: Readonly<Record<string, { readonly value: number | null }>> };
  return within?.['30']?.value ?? null;
}
