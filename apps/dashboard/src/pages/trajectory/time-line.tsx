import { PictureFrame, type Drawing } from '../../pictures/frame.js';
import { linear } from '../../pictures/scale.js';
import { Key } from '../../pictures/key.js';
import { addDays, daysBetween } from '../../question/days.js';
import { useFormats } from '../../text/formats.js';
import { useTexts } from '../../text/language.js';
import { marksOf, nameOf, spanOf, type HistoryEvent, type Mark } from './history.js';
import { EVENT_NAMES, TRAJECTORY } from './texts.js';

const [EDGE, LANES, LANE, TOP] = [24, 5, 22, 24];

/** The events on the days on which they were true, and the span from start to end. */
export function TimeLine({ events, fileName }: { events: readonly HistoryEvent[]; fileName: string }) {
  const t = useTexts(TRAJECTORY);
  const types = useTexts(EVENT_NAMES);
  const formats = useFormats();
  const marks = marksOf(events);
  const span = spanOf(marks);
  const days = marks.flatMap(({ day, first }) => (first ? [day, first] : [day])).sort();
  if (days.length === 0) return null;
  const [low, high] = [days[0]!, days.at(-1)!];
  const length = daysBetween(low, high);
  const text = ({ event, day, first }: Mark) =>
    `${formats.shortDay(day)}: ${types[nameOf(event)] ?? nameOf(event)}, ${t.statuses[event.status]}` +
    `${first ? ` (${t.said}: ${formats.shortDay(first)})` : ''}; ` +
    `${t.columns.recorded}: ${formats.instant(event.recordedtime)}`;
  const duration = span
    ? span.to
      ? t.lasts(formats.day(span.from), formats.day(span.to))
      : t.open(formats.day(span.from))
    : '';
  const draw = (width: number): Drawing => {
    const axis = linear([0, length], [EDGE, width - EDGE]);
    const x = (day: string) => axis(daysBetween(low, day));
    const floor = TOP + LANES * LANE;
    const placed = marks.map((mark, index) => ({ mark, x: x(mark.day), y: TOP + (index % LANES) * LANE }));
    const ticks = Math.max(1, Math.min(6, Math.floor((width - 2 * EDGE) / 130)));
    const labels =
      length === 0
        ? [low]
        : Array.from({ length: ticks + 1 }, (_, i) => addDays(low, Math.round((length * i) / ticks)));
    return {
      height: floor + 30,
      points: placed.map(({ mark, x: at, y }) => ({ x: at, y, text: text(mark) })),
      content: (
        <>
          {span && (
            <rect
              className={`band span${span.to ? '' : ' open'}`}
              x={x(span.from)}
              y={6}
              width={Math.max(2, x(span.to ?? high) - x(span.from))}
              height={floor - 6}
            />
          )}
          <line className="axis" x1={EDGE} x2={width - EDGE} y1={floor} y2={floor} />
          {labels.map((day, index) => (
            <text
              key={day}
              className="tick"
              x={x(day)}
              y={floor + 18}
              textAnchor={
                length === 0 ? 'middle' : index === 0 ? 'start' : index === labels.length - 1 ? 'end' : 'middle'
              }
            >
              {formats.shortDay(day)}
            </text>
          ))}
          {placed.map(({ mark, x: at, y }) => (
            <g key={mark.event.position} className={`mark ${mark.event.status}`}>
              <line className="stem" x1={at} x2={at} y1={y} y2={floor} />
              {mark.first && (
                <>
                  <line className="moved" x1={x(mark.first)} x2={at} y1={y} y2={y} />
                  <circle className="told" cx={x(mark.first)} cy={y} r={5} />
                </>
              )}
              {mark.event.status === 'retracted' ? (
                <path className="gone" d={`M${at - 5},${y - 5}l10,10m0,-10l-10,10`} />
              ) : mark.event.status === 'corrected' ? (
                <path className="signal" d={`M${at},${y - 7}l7,7l-7,7l-7,-7Z`} />
              ) : (
                <circle className="dot" cx={at} cy={y} r={5} />
              )}
            </g>
          ))}
        </>
      ),
    };
  };
  return (
    <PictureFrame
      title={t.picture}
      fileName={fileName}
      draw={draw}
      description={`${t.picture}. ${duration}. ${marks.map(text).join('. ')}`}
      legend={
        <>
          <Key className="mark-standing">{t.statuses.standing}</Key>
          <Key className="mark-corrected">{t.statuses.corrected}</Key>
          <Key className="mark-told">{t.said}</Key>
          <Key className="mark-retracted">{t.statuses.retracted}</Key>
          {span && <Key className="key-band">{t.span}</Key>}
        </>
      }
    >
      <p>{duration}</p>
    </PictureFrame>
  );
}
