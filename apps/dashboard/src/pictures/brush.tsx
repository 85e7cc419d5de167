import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { addMonths, monthEnd, monthStart } from '../question/days.js';
import type { Window } from '../question/question.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { linear, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';
import { useWidth } from './use-width.js';

const HEIGHT = 56;
const SIDE = 14;

/** Months since the year 0. */
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const dayOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;

/** A window on a time line: two handles that are dragged or moved with the arrow keys, by whole months. */
export function Brush({
  span,
  window,
  onChange,
}: {
  span: Window;
  window: Window;
  onChange: (window: Window) => void;
}) {
  const t = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const [box, width] = useWidth<HTMLDivElement>(720);
  const [dragged, setDragged] = useState<{
    readonly end: 'from' | 'to';
    readonly months: readonly [number, number];
  } | null>(null);
  const [first, last] = [monthOf(span.from), monthOf(span.to)];
  const chosen = [monthOf(window.from), monthOf(window.to)] as const;
  const [from, to] = dragged?.months ?? chosen;
  const x = linear([first, last + 1], [SIDE, width - SIDE]);
  const within = (month: number) => Math.max(first, Math.min(last, month));
  const moved = (end: 'from' | 'to', month: number): readonly [number, number] =>
    end === 'from' ? [Math.min(within(month), to), to] : [from, Math.max(within(month), from)];
  const finish = ([start, end]: readonly [number, number]) =>
    onChange({ from: monthStart(dayOf(start)), to: monthEnd(dayOf(end)) });
  const monthAt = (event: PointerEvent<SVGSVGElement>, end: 'from' | 'to') => {
    const at = (event.clientX - event.currentTarget.getBoundingClientRect().left - SIDE) / (width - 2 * SIDE);
    return Math.round(first + at * (last + 1 - first)) - (end === 'to' ? 1 : 0);
  };
  const grab = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const end = Math.abs(at - x(from)) <= Math.abs(at - x(to + 1)) ? 'from' : 'to';
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragged({ end, months: moved(end, monthAt(event, end)) });
  };
  const drag = (event: PointerEvent<SVGSVGElement>) =>
    dragged && setDragged({ ...dragged, months: moved(dragged.end, monthAt(event, dragged.end)) });
  const drop = () => {
    if (dragged) finish(dragged.months);
    setDragged(null);
  };
  const key = (event: KeyboardEvent, end: 'from' | 'to') => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 12, PageDown: -12 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    finish(moved(end, (end === 'from' ? from : to) + by));
  };
  const years = ticks([Math.ceil(first / 12), Math.floor((last + 1) / 12)], Math.max(2, width / 80)).filter(
    Number.isInteger,
  );
  return (
    <div ref={box} className="brush" role="group" aria-label={t.brush}>
      <svg
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={drop}
      >
        <rect className="brush-track" x={SIDE} y={8} width={width - 2 * SIDE} height={24} />
        <rect className="brush-window" x={x(from)} y={8} width={Math.max(2, x(to + 1) - x(from))} height={24} />
        {years.map((year) => (
          <g key={year} aria-hidden="true">
            <line className="brush-tick" x1={x(year * 12)} x2={x(year * 12)} y1={32} y2={38} />
            <text className="tick" x={x(year * 12)} y={HEIGHT - 4} textAnchor="middle">
              {year}
            </text>
          </g>
        ))}
        {(['from', 'to'] as const).map((end) => {
          const month = end === 'from' ? from : to;
          return (
            <rect
              key={end}
              className="brush-handle"
              role="slider"
              tabIndex={0}
              aria-label={end === 'from' ? t.brushFrom : t.brushTo}
              aria-valuemin={first}
              aria-valuemax={last}
              aria-valuenow={month}
              aria-valuetext={formats.shortDay(end === 'from' ? dayOf(month) : monthEnd(dayOf(month)))}
              x={x(end === 'from' ? from : to + 1) - 6}
              y={4}
              width={12}
              height={32}
              rx={4}
              onKeyDown={(event) => key(event, end)}
            />
          );
        })}
      </svg>
      <p className="visually-hidden" aria-live="polite">
        {dragged ? formats.window({ from: dayOf(from), to: addMonths(dayOf(to), 1) }) : ''}
      </p>
    </div>
  );
}
