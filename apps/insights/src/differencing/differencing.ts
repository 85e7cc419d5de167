import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FactView } from '#libs/facts';
import { ProblemException, type AsOf } from '#libs/http';
import {
  members,
  periodsOf,
  SHIPPED,
  type Asked,
  type IndicatorDefinition,
  type SettledQuestion,
} from '#libs/indicators';
import { isSmall } from '#libs/privacy';
import { CLOCK, type Clock } from '../insights.options.js';
import { AnswerStore, type EarlierAnswer, type KeptAnswer } from './answer-store.js';
import { cellsOf, type Cell } from './cells.js';
import { apart, HeldAnswer } from './difference.js';
import { FirstLook } from './first-look.js';
import { outlineOf } from './outline.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** An answer that may be given, with what is kept of it. */
export interface Candidate<Answer> {
  readonly answer: Answer;
  readonly kept: KeptAnswer;
}

/** Computes the answer as of a state of knowledge, observed until a day or the default of that state. */
type Compute<Answer> = (asOf: AsOf, observedUntil: string | null) => Promise<Candidate<Answer>>;

/** How many earlier states of knowledge are tried before a question is refused. */
const TRIES = 3;

/** Holds the answers of one analyst against each other: none is given that with an earlier one shows a small number. */
@Injectable()
export class Differencing implements OnApplicationShutdown {
  /** Questions of one analyst come one after the other, so that each is held against all before it. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly answers: AnswerStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  onApplicationShutdown(): void {
    this.answers.close();
  }

  /**
   * Gives an answer that keeps small numbers hidden beside the earlier ones.
   * @param newest whether the question leaves open as of when: it may then be answered as of an earlier state
   * @throws ProblemException 409 `differencing`
   */
  async admit<Answer>(principal: string, asOf: AsOf, newest: boolean, compute: Compute<Answer>): Promise<Answer> {
    const before = this.turns.get(principal) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.decide(principal, asOf, newest, compute));
    this.turns.set(principal, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(principal) === turn) this.turns.delete(principal);
    }
  }

  private async decide<Answer>(
    principal: string,
    asOf: AsOf,
    newest: boolean,
    compute: Compute<Answer>,
  ): Promise<Answer> {
    let candidate = await compute(asOf, null);
    const earlier = this.answers.of(principal).filter((one) => areComparable(one, candidate.kept));
    const same = earlier.find(({ question }) => question === candidate.kept.question);
    if (newest && same && !hasMovedEnough(this.answers.details(same), candidate.kept.details)) {
      candidate = await this.again(same, compute);
    }
    for (let tries = 0; ; tries += 1) {
      const { kept, answer } = candidate;
      const against = this.firstAgainst(
        kept.cells,
        earlier.filter((one) => !isSameAnswer(one, kept)),
      );
      if (!against) {
        if (!earlier.some((one) => isSameAnswer(one, kept))) this.answers.keep(principal, kept, this.now());
        return answer;
      }
      if (!newest || tries === TRIES || against.position === kept.position) throw differencing(against);
      candidate = await this.again(against, compute);
    }
  }

  /** The first of earlier answers beside which one would show a small number. */
  private firstAgainst(cells: readonly Cell[], earlier: readonly EarlierAnswer[]): EarlierAnswer | undefined {
    const look = new FirstLook(outlineOf(cells));
    let held: HeldAnswer | undefined;
    return earlier.find(
      (one) =>
        look.maySeeSmallNumberBeside(this.answers.outline(one)) &&
        (held ??= new HeldAnswer(cells)).showsSmallNumberBeside(this.answers.cells(one)),
    );
  }

  private again<Answer>(
    { position, observedUntil }: EarlierAnswer,
    compute: Compute<Answer>,
  ): Promise<Candidate<Answer>> {
    return compute({ kind: 'position', position }, observedUntil);
  }
}

/** What is kept of an answer. */
export async function keptOf(
  view: FactView,
  definition: IndicatorDefinition,
  asked: Asked,
  question: SettledQuestion,
  shown: { readonly rows?: Rows; readonly periods?: readonly { readonly rows: Rows }[] },
  asksObservedUntil: boolean,
): Promise<KeptAnswer> {
  const windows = asked === 'series' ? periodsOf(question.window, question.interval ?? 'P1M') : [question.window];
  const rows = shown.periods?.map((period) => period.rows) ?? [shown.rows ?? []];
  const cells: Cell[] = [];
  const details: Record<string, string[]> = {};
  for (const [period, window] of windows.entries()) {
    const found = await members(view, definition, { ...question, window });
    cells.push(...cellsOf(period, found, rows[period] ?? []));
    for (const { group, detail } of found) (details[`${period} ${JSON.stringify(group)}`] ??= []).push(digest(detail));
  }
  const { observedUntil, asOf: _, ...rest } = question;
  return {
    indicator: definition.id,
    question: JSON.stringify([definition.id, definition.version, asked, rest, asksObservedUntil && observedUntil]),
    position: view.position,
    observedUntil,
    cells,
    details,
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, 12);

type Named = Omit<EarlierAnswer, 'id'>;

const isBuiltIn = ({ indicator }: Named): boolean => SHIPPED.some(({ id }) => id === indicator);

/** Answers of one indicator, whatever its parameters; and of a definition somebody made, which can be like any other. */
const areComparable = (one: Named, other: Named): boolean =>
  one.indicator === other.indicator || !isBuiltIn(one) || !isBuiltIn(other);

const isSameAnswer = (one: Named, other: Named): boolean =>
  one.question === other.question && one.position === other.position && one.observedUntil === other.observedUntil;

/** Whether every row stayed as it was or has 8 cases or more that changed, and one of them has. */
function hasMovedEnough(earlier: KeptAnswer['details'], later: KeptAnswer['details']): boolean {
  const rows = new Set([...Object.keys(earlier), ...Object.keys(later)]);
  const changes = [...rows].map((row) => apart(new Set(earlier[row]), new Set(later[row])));
  return changes.some((change) => change > 0) && changes.every((change) => change === 0 || !isSmall(change));
}

/** 409: beside an earlier answer this one would show a small number. */
function differencing({ position, observedUntil }: EarlierAnswer): ProblemException {
  return new ProblemException({
    status: 409,
    code: 'differencing',
    title: 'Would show a small number',
    detail:
      'Beside an answer that you got before, this one would show a number below 8. Ask again what you asked before, ' +
      `ask as of the same state (asOf=${position}, observed until ${observedUntil}), or ask for a window or group that differs more.`,
    extensions: { asOf: position, observedUntil },
  });
}
