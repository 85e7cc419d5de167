import { useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTexts } from '../text/language.js';
import { Button } from '../ui/controls.js';
import { downloadPng, downloadSvg } from './download.js';
import { PICTURES_TEXTS } from './texts.js';
import { useWidth } from './use-width.js';

/** A point that can be read: where it is, and what it says. */
export interface Readable {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface Drawing {
  readonly height: number;
  readonly points: readonly Readable[];
  readonly content: ReactNode;
}

/**
 * A picture with its name, what it says at the point under the pointer or the arrow keys, and its downloads. `draw` gets the
 * width there is, so that text keeps its size on a phone, and the pattern of what is hidden.
 */
export function PictureFrame({
  title,
  description,
  fileName,
  draw,
  legend,
  children,
}: {
  title: string;
  /** What a reader who does not see it must know. */
  description: string;
  fileName: string;
  /** `hatch` fills what is hidden: `fill={hatch}`. */
  draw: (width: number, hatch: string) => Drawing;
  legend?: ReactNode;
  children?: ReactNode;
}) {
  const t = useTexts(PICTURES_TEXTS);
  const id = useId();
  const [box, width] = useWidth<HTMLDivElement>(720);
  const svg = useRef<SVGSVGElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const hatch = `hatch-${id.replace(/\W/g, '')}`;
  const { height, points, content } = draw(width, `url(#${hatch})`);
  const active = at === null ? undefined : points[Math.min(at, points.length - 1)];
  const step = (event: KeyboardEvent) => {
    const last = points.length - 1;
    const next = { ArrowRight: (at ?? -1) + 1, ArrowLeft: (at ?? 1) - 1, Home: 0, End: last }[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  };
  const near = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const distances = points.map((point) => Math.hypot(point.x - x, (point.y - y) / 3));
    setAt(distances.length > 0 ? distances.indexOf(Math.min(...distances)) : null);
  };
  return (
    <figure className="picture" aria-labelledby={`${id}-title`}>
      <figcaption id={`${id}-title`}>{title}</figcaption>
      {legend && <div className="legend small">{legend}</div>}
      <div
        ref={box}
        className="canvas"
        role="group"
        aria-label={`${title}. ${t.read}`}
        tabIndex={0}
        onKeyDown={step}
        onBlur={() => setAt(null)}
      >
        <svg
          ref={svg}
          className="chart"
          role="img"
          aria-label={description}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          onPointerMove={near}
          onPointerLeave={() => setAt(null)}
        >
          <Hatch id={hatch} />
          {content}
          {active && <circle className="cursor" cx={active.x} cy={active.y} r={8} />}
        </svg>
      </div>
      <p className="readout small no-print" aria-live="polite" data-hint={t.hint}>
        {active?.text ?? ''}
      </p>
      {children}
      <div className="tools no-print">
        <Button onClick={() => svg.current && downloadSvg(svg.current, fileName)}>{t.svg}</Button>
        <Button onClick={() => svg.current && void downloadPng(svg.current, fileName)}>{t.png}</Button>
      </div>
    </figure>
  );
}

/** Slanting lines: a figure is there, and not shown. */
function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line className="hatch-line" x1={0} x2={0} y1={0} y2={6} />
      </pattern>
    </defs>
  );
}
