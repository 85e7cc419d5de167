import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../app/page-head.js';
import type { PageProps } from '../../app/page-props.js';
import { STATES } from '../../app/texts.js';
import { today } from '../../question/days.js';
import { changeQuery } from '../../question/page-query.js';
import { goTo, useAddress } from '../../routing/location.js';
import { useTexts } from '../../text/language.js';
import { Button, TextField } from '../../ui/controls.js';
import { Message } from '../../ui/message.js';
import { Answered } from '../../ui/state.js';
import { endOf } from '../explore/view-rules.js';
import { historyPath, isKind, looksLikeBsn, mayBeInAddress, type History, type Kind } from './history.js';
import { HistoryTable } from './history-table.js';
import { SubjectForm } from './subject-form.js';
import { TRAJECTORY } from './texts.js';
import { TimeLine } from './time-line.js';
import './trajectory.css';

/** What was asked for and stays out of the address; the page is made anew when its path changes. */
let held: { readonly kind: Kind; readonly id: string } | null = null;

/** One pseudonymous history: on a time line by the child's clock, and in a table with the ledger's clock beside it. */
export function TrajectoryPage({ subject }: PageProps) {
  const t = useTexts(TRAJECTORY);
  const { path, query } = useAddress();
  const asked = query.get('kind');
  const kind = isKind(asked) ? asked : 'trajectory';
  const [kept, keep] = useState(held);
  const id = subject ?? (kept?.kind === kind ? kept.id : null);
  const show = (next: { readonly kind: Kind; readonly id: string }) => {
    const open = mayBeInAddress(next.kind, next.id);
    held = open ? null : next;
    keep(held);
    goTo(
      `/trajectory${open ? `/${encodeURIComponent(next.id)}` : ''}${next.kind === 'trajectory' ? '' : `?kind=${next.kind}`}`,
    );
  };
  return (
    <>
      <PageHead title={t.title}>
        <p className="lead">{t.lead}</p>
      </PageHead>
      <SubjectForm key={`${kind} ${id}`} kind={kind} id={id ?? ''} onShow={show} />
      {id === null ? (
        <p className="soft">{t.empty}</p>
      ) : kind === 'client' && looksLikeBsn(id) ? (
        <Message kind="error" title={t.noBsn}>
          <p>{t.noBsnText}</p>
        </Message>
      ) : (
        <Shown kind={kind} id={id} asOf={query.get('asOf')} onAsOf={(asOf) => changeQuery(path, query, { asOf })} />
      )}
    </>
  );
}

function Shown({
  kind,
  id,
  asOf,
  onAsOf,
}: {
  kind: Kind;
  id: string;
  asOf: string | null;
  onAsOf: (asOf: string | null) => void;
}) {
  const t = useTexts(TRAJECTORY);
  const states = useTexts(STATES);
  const answer = useAnswer<History>(historyPath(kind, id, asOf));
  const isDay = asOf !== null && asOf.includes('T');
  return (
    <section className="stack">
      <h2 className="utrecht-heading-2">{t.titleOf(t.kinds[kind], id)}</h2>
      <div className="row no-print">
        <TextField
          label={t.knownOn}
          type="date"
          max={today()}
          value={isDay ? asOf.slice(0, 10) : ''}
          onChange={(day) => onAsOf(day && day < today() ? endOf(day) : null)}
        />
        {asOf !== null && <Button onClick={() => onAsOf(null)}>{t.newest}</Button>}
        {asOf !== null && !isDay && <p>{t.knownAt(asOf)}</p>}
      </div>
      {answer.state === 'refused' && answer.problem.status === 404 ? (
        <Message kind="info" title={states.notFound}>
          <p>{t.absent}</p>
          <p className="small">{answer.problem.detail}</p>
        </Message>
      ) : (
        <Answered answer={answer}>
          {({ events }) => (
            <>
              <TimeLine events={events} fileName={`${kind}-time-line`} />
              <HistoryTable events={events} kind={kind} onPosition={onAsOf} />
            </>
          )}
        </Answered>
      )}
    </section>
  );
}
