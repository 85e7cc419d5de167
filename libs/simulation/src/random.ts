/**
 * Seeded random numbers: the sfc32 generator, started from a hash of a text. The same text gives the same numbers on
 * every machine that runs the same JavaScript engine: 32-bit integer arithmetic, and the engine's own `Math.log`.
 */

/** A choice with its weight; weights need not add up to 1. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed Any text; another text gives an unrelated sequence. */
  constructor(seed: string) {
    [this.#a, this.#b, this.#c] = hash(seed);
    for (let i = 0; i < 12; i += 1) this.#next();
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.#next() / 4294967296;
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number from `from` to `to`, both inclusive. */
  int(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  /** A number in [from, to). */
  between(from: number, to: number): number {
    return from + this.unit() * (to - from);
  }

  /** One of a non-empty list. */
  one<T>(list: readonly T[]): T {
    return list[Math.floor(this.unit() * list.length)]!;
  }

  /** One of several by weight. */
  pick<T>(choices: Weighted<T>): T {
    let left = this.unit() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices[choices.length - 1]![0];
  }

  /** Standard normal (Box-Muller). */
  normal(mean = 0, sd = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    return mean + sd * radius * Math.cos(2 * Math.PI * this.unit());
  }

  /** Between `from` and `to` (both > 0) with equal probability per factor. */
  logUniform(from: number, to: number): number {
    return from * Math.exp(this.unit() * Math.log(to / from));
  }

  /** Log-normal by its median and the standard deviation of its logarithm. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma));
  }

  /** Weibull by scale and shape. */
  weibull(scale: number, shape: number): number {
    return scale * (-Math.log(1 - this.unit())) ** (1 / shape);
  }

  /** 64 random bits as 16 hexadecimal digits. */
  hex(): string {
    return [this.#next(), this.#next()].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  #next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }
}

/** Three 32-bit words out of a text: FNV-1a, finished three times over with different constants (murmur3 mixing). */
function hash(text: string): [number, number, number] {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  let g = 0x9747b28c;
  for (let i = text.length - 1; i >= 0; i -= 1) g = Math.imul(g ^ text.charCodeAt(i), 0x85ebca6b) ^ (g >>> 13);
  return [mix(h), mix(g), mix(h ^ Math.imul(g, 0x27d4eb2f))];
}

function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
