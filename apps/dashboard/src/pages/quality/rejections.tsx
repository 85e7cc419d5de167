import { Fragment } from 'react';
import { useAnswer } from '../../api/use-answer.js';
import { useFormats } from '../../text/formats.js';
import { useTexts } from '../../text/language.js';
import { DataTable } from '../../ui/data-table.js';
import { Answered } from '../../ui/state.js';
import { REASONS } from './reasons.js';
import { QUALITY } from './texts.js';

/** What the ledger answers to `GET /v1/rejections/counts`. */
interface Counts {
  readonly counts: readonly {
    readonly source: string | null;
    readonly type: string | null;
    readonly code: string;
    readonly rejections: number;
    readonly open: number;
    readonly lastRefusedAt: string;
  }[];
}

/** Refused messages by source and reason, for those who may see them. */
export function Rejections() {
  const t = useTexts(QUALITY);
  const reasons = useTexts(REASONS);
  const formats = useFormats();
  const answer = useAnswer<Counts>('/v1/rejections/counts');
  return (
    <section className="stack quality-figure">
      <h2 className="utrecht-heading-2">{t.rejections}</h2>
      <p className="lead">{t.rejectionsLead}</p>
      <Answered answer={answer}>
        {({ counts }) =>
          counts.length === 0 ? (
            <p>{t.noRejections}</p>
          ) : (
            <DataTable
              caption={t.rejections}
              columns={[
                { key: 'source', heading: t.source },
                { key: 'type', heading: t.type },
                { key: 'code', heading: t.code },
                { key: 'count', heading: t.count, number: true },
                { key: 'open', heading: t.open, number: true },
                { key: 'last', heading: t.last },
              ]}
              rows={counts.map(({ source, type, code, rejections, open, lastRefusedAt }, index) => ({
                key: String(index),
                cells: {
                  source: source === null ? t.unknown : <Source source={source} />,
                  type: type?.split('.').at(-1) ?? t.unknown,
                  code: reasons[code] ? `${reasons[code]} (${code})` : code,
                  count: formats.count(rejections),
                  open: formats.count(open),
                  last: formats.instant(lastRefusedAt),
                },
              }))}
            />
          )
        }
      </Answered>
    </section>
  );
}

/** A source, which is long and has no spaces: it may break after a colon. */
function Source({ source }: { source: string }) {
  return source.split(':').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && ':'}
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
