/** Shares and survival figures straight from their definitions: indicators.md section 2. */

/** How one case of a time-to-event figure ends: days since the index. */
export interface Course {
  /** Day of the event, Infinity when there is none. */
  readonly event: number;
  /** Day of the first competing event. */
  readonly competing: number;
  /** Last day observed; below 0 when not observed on the index day. */
  readonly observedUntil: number;
}

const Z = 1.959963984540054;

/** Wilson's interval of x out of n. */
export function wilson(x: number, n: number): [number, number] | null {
  if (n === 0) return null;
  const p = x / n;
  const middle = p + (Z * Z) / (2 * n);
  const half = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return [(middle - half) / scale, (middle + half) / scale];
}

/** The interval of a mean by Student's t. */
export function meanInterval(mean: number | null, sd: number | null, n: number): [number, number] | null {
  if (mean === null || sd === null || sd === 0) return null;
  const half = (pointOf(n - 1) * sd) / Math.sqrt(n);
  return [mean - half, mean + half];
}

const points = new Map<number, number>();

/** The 97.5 % point of t: its density summed by Simpson's rule over the angle whose tangent is t / sqrt(freedom). */
function pointOf(freedom: number): number {
  const known = points.get(freedom);
  if (known !== undefined) return known;
  const area = (angle: number): number => {
    const steps = 4_000;
    const height = (i: number) => Math.cos((angle * i) / steps) ** (freedom - 1);
    let sum = height(0) + height(steps);
    for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * height(i);
    return (sum * angle) / steps / 3;
  };
  const whole = area(Math.PI / 2);
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < 52; i++) {
    const middle = (low + high) / 2;
    if (area(middle) < 0.95 * whole) low = middle;
    else high = middle;
  }
  const point = Math.tan(low) * Math.sqrt(freedom);
  points.set(freedom, point);
  return point;
}

interface Estimate {
  readonly value: number | null;
  readonly interval: [number, number] | null;
  readonly events: number;
  readonly atRisk: number;
}

/** Kaplan-Meier (competing events censor) or Aalen-Johansen (they compete) at day F. */
export function estimate(courses: readonly Course[], F: number, method: 'kaplan-meier' | 'aalen-johansen'): Estimate {
  const lives = courses
    .map((course) => {
      const time = Math.min(course.event, course.competing, course.observedUntil);
      const what = course.event === time ? 'event' : course.competing === time ? 'competing' : 'censored';
      return { time, what };
    })
    .filter((life) => life.time >= 0);
  const counts = (life: { what: string }) =>
    life.what === 'event' || (method === 'aalen-johansen' && life.what === 'competing');

  let survival = 1;
  let incidence = 0;
  let greenwood = 0;
  for (let t = 0; t <= F; t++) {
    const atRisk = lives.filter((life) => life.time >= t).length;
    const events = lives.filter((life) => life.time === t && life.what === 'event').length;
    const leaving = lives.filter((life) => life.time === t && counts(life)).length;
    if (leaving === 0) continue;
    incidence += (survival * events) / atRisk;
    greenwood += leaving / (atRisk * (atRisk - leaving));
    survival *= 1 - leaving / atRisk;
  }

  const lastTime = Math.max(-1, ...lives.map((life) => life.time));
  const lastOnes = lives.filter((life) => life.time === lastTime);
  // "every last case ended in an event or competing event" holds for either kind of estimate.
  const standsForEver = lastOnes.length > 0 && lastOnes.every((life) => life.what !== 'censored');
  const events = lives.filter((life) => life.time <= F && life.what === 'event').length;
  const atRisk = lives.filter((life) => life.time >= F).length;
  if (F > lastTime && !standsForEver) return { value: null, interval: null, events, atRisk };
  const value = method === 'kaplan-meier' ? 1 - survival : incidence;
  let interval: [number, number] | null = null;
  if (method === 'kaplan-meier' && survival > 0 && survival < 1) {
    const spread = (Z * Math.sqrt(greenwood)) / Math.log(survival);
    interval = [1 - survival ** Math.exp(spread), 1 - survival ** Math.exp(-spread)];
  }
  return { value, interval, events, atRisk };
}
