import type { Outcome } from './outcome.js';

/** The outcomes of events that were sent in together, as they come to be known. */
export class Call {
  /** All of them in order, once the last one is known; fails with the first failure. */
  readonly outcomes: Promise<Outcome[]>;
  private readonly known: Outcome[];
  private open: number;
  private resolve!: (outcomes: Outcome[]) => void;
  private reject!: (error: unknown) => void;

  constructor(size: number) {
    this.open = size;
    this.known = new Array<Outcome>(size);
    this.outcomes = new Promise((resolve, reject) => {
      [this.resolve, this.reject] = [resolve, reject];
    });
    if (size === 0) this.resolve([]);
  }

  /** The outcome of the event at a place; the first one given counts. */
  settle(place: number, outcome: Outcome): void {
    if (this.known[place] !== undefined) return;
    this.known[place] = outcome;
    this.open -= 1;
    if (this.open === 0) this.resolve(this.known);
  }

  fail(error: unknown): void {
    this.reject(error);
  }
}
