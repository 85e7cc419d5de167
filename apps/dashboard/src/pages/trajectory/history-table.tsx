import { useFormats } from '../../text/formats.js';
import { useTexts } from '../../text/language.js';
import { Button } from '../../ui/controls.js';
import { DataTable } from '../../ui/data-table.js';
import { changeOf, nameOf, type HistoryEvent, type Kind } from './history.js';
import { Says } from './says.js';
import { EVENT_NAMES, TRAJECTORY } from './texts.js';

/** Every event that was recorded: both its clocks, what it says, and beside it what changed it. */
export function HistoryTable({
  events,
  kind,
  onPosition,
}: {
  events: readonly HistoryEvent[];
  kind: Kind;
  /** Shows the history as it was known at a position. */
  onPosition: (position: string) => void;
}) {
  const t = useTexts(TRAJECTORY);
  const types = useTexts(EVENT_NAMES);
  const formats = useFormats();
  return (
    <DataTable
      caption={t.table}
      columns={[
        { key: 'effectiveOn', heading: t.columns.effectiveOn },
        { key: 'recorded', heading: t.columns.recorded },
        { key: 'position', heading: t.columns.position },
        { key: 'type', heading: t.columns.type },
        { key: 'says', heading: t.columns.says },
        { key: 'status', heading: t.columns.status },
      ]}
      rows={events.map((event) => ({
        key: event.position,
        cells: {
          effectiveOn: formats.shortDay(event.data.effectiveOn),
          recorded: formats.instant(event.recordedtime),
          position: (
            <Button label={`${t.here}: ${event.position}`} onClick={() => onPosition(event.position)}>
              {event.position}
            </Button>
          ),
          type: types[nameOf(event)] ?? nameOf(event),
          says: <Says said={event.data} kind={kind} />,
          status: <Status event={event} all={events} kind={kind} />,
        },
      }))}
    />
  );
}

function Status({ event, all, kind }: { event: HistoryEvent; all: readonly HistoryEvent[]; kind: Kind }) {
  const t = useTexts(TRAJECTORY);
  const types = useTexts(EVENT_NAMES);
  const formats = useFormats();
  const change = changeOf(event, all);
  return (
    <div className={`history-status ${event.status}`}>
      <strong>{t.statuses[event.status]}</strong>
      {change && (
        <p className="small">
          {types[nameOf(change)]} {t.changedBy(change.position, formats.instant(change.recordedtime))}
        </p>
      )}
      {event.effectiveData && (
        <div className="small">
          <p>{t.instead}:</p>
          <Says said={event.effectiveData} kind={kind} withDay />
        </div>
      )}
    </div>
  );
}
