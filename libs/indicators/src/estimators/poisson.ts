import type { Interval } from './interval.js';

/** Places of a double. */
const PRECISION = 1e-15;

/**
 * Events per time with the exact (Garwood) interval of a Poisson count, 95 %: the bounds are quantiles of the gamma distribution.
 * @param time any unit above 0; value and interval are per that unit.
 */
export function poissonRate(events: number, time: number): { readonly value: number; readonly interval: Interval } {
  return {
    value: events / time,
    interval: {
      level: 0.95,
      lower: events === 0 ? 0 : gammaQuantile(0.025, events) / time,
      upper: gammaQuantile(0.975, events + 1) / time,
      method: 'poisson-exact',
    },
  };
}

/** The point below which a gamma variable (scale 1) of a whole-numbered shape lies with a probability. Halving, to the last place. */
function gammaQuantile(probability: number, shape: number): number {
  let [low, high] = [0, shape];
  while (gammaBelow(shape, high) < probability) [low, high] = [high, high * 2];
  while (high - low > PRECISION * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (gammaBelow(shape, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Regularised lower incomplete gamma function: its series on the left of the shape, its continued fraction (Lentz) on the right. */
function gammaBelow(shape: number, x: number): number {
  if (x === 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logFactorial(shape - 1));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = shape + 1; term > sum * PRECISION; n += 1) sum += term *= x / n;
    return front * sum;
  }
  let b = x + 1 - shape;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1, step = 0; Math.abs(step - 1) > PRECISION; i += 1) {
    const a = i * (shape - i);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    step = c * d;
    fraction *= step;
  }
  return 1 - front * fraction;
}

/** Stirling's series from here on: its error is below the places of a double. */
const STIRLING_FROM = 16;

function logFactorial(n: number): number {
  if (n < STIRLING_FROM) {
    let product = 1;
    for (let i = 2; i <= n; i += 1) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
