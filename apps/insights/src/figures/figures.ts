import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/access';
import type { FactView } from '#libs/facts';
import { AS_OF_FORMS, parseAsOf, type AsOf } from '#libs/http';
import {
  caveatsOf,
  parseQuestion,
  settle,
  type Asked,
  type Dimension,
  type IndicatorDefinition,
  type Method,
  type ParameterValue,
  type Question,
  type SettledQuestion,
  type Window,
} from '#libs/indicators';
import { AsOfService } from '../as-of/as-of.service.js';
import { Differencing, keptOf } from '../differencing/differencing.js';
import { invalidParameters, type ParameterError } from '../parameters/invalid-parameters.js';
import { protectAnswer, protectCount, PROTECTION } from '../protection/protect-answer.js';
import { wholeMonths } from '../protection/whole-months.js';
import { capacityOf, scopedFilters } from '../scope/scope.js';
import { hasTooManyPeriods, MOST_PERIODS } from './periods.js';

/** The query parameters of a request as Fastify reads them. */
export type SentParameters = Readonly<Record<string, string | string[] | undefined>>;

/** What every answer says about itself before its rows: enough to ask the same again. */
export interface AnswerHead {
  readonly indicator: { readonly id: string; readonly version: number };
  readonly window: Window;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Time-to-event only. */
  readonly method?: Method;
  /** Series only. */
  readonly interval?: string;
  readonly by: readonly Dimension[];
  readonly filters: Question['filters'];
  /** Position `"0"` and no instant: nothing was known yet. */
  readonly asOf: { readonly position: string; readonly recordedAt: string | null };
  /** Persons that are erased, where there are any: they are in no figure, also not in one as of an earlier position. */
  readonly erased?: number;
  readonly observedUntil: string;
  readonly caveats?: IndicatorDefinition['caveats'];
  /** Only where small numbers are protected: by which rule. */
  readonly protection?: typeof PROTECTION;
}

/**
 * Asks one indicator one question: reads the parameters, settles what is known when, and heads the answer. Every figure that leaves goes through here, and here
 * small numbers are protected.
 */
@Injectable()
export class Figures {
  constructor(
    private readonly knowledge: AsOfService,
    private readonly differencing: Differencing,
  ) {}

  /**
   * @param caller limits the question to the cases that are theirs
   * @param compute gives the body of the answer from one state of knowledge
   * @param errors what is wrong with parameters that are not the question's own
   * @throws ProblemException 400 for parameters, 403 for cases that are not the caller's, 409 `differencing`, 503 when that state is not reached
   */
  async ask<Body extends object>(
    definition: IndicatorDefinition,
    asked: Asked,
    sent: SentParameters,
    caller: Principal,
    compute: (view: FactView, question: SettledQuestion) => Promise<Body>,
    errors: readonly ParameterError[] = [],
  ): Promise<AnswerHead & Body> {
    const { question: all, asOf } = read(definition, asked, sent, errors);
    const question = { ...all, filters: scopedFilters(caller, all.filters) };
    const analyst = capacityOf(caller, question.filters) === 'analyst';
    const faults = analyst ? wholeMonths(question) : [];
    if (faults.length > 0) throw invalidParameters(faults);
    if (!analyst) {
      return this.knowledge.at(asOf, async (view, observedUntil) => {
        const settled = settle(question, observedUntil);
        const { position, recordedAt, erased } = view;
        return {
          ...head(definition, settled, { position, recordedAt }, erased),
          ...(await compute(view, settled)),
        };
      });
    }
    const newest = asOf.kind === 'newest' && question.observedUntil === null;
    return this.differencing.admit(caller.id, asOf, newest, (state, until) =>
      this.knowledge.at(state, async (view, observedUntil) => {
        const settled = settle({ ...question, observedUntil: until ?? question.observedUntil }, observedUntil);
        const body = protectAnswer(definition, settled, await compute(view, settled));
        const { position, recordedAt, erased } = view;
        return {
          answer: {
            ...head(definition, settled, { position, recordedAt }, protectCount(erased)),
            protection: PROTECTION,
            ...body,
          },
          kept: await keptOf(view, definition, asked, settled, body, question.observedUntil !== null),
        };
      }),
    );
  }
}

function read(
  definition: IndicatorDefinition,
  asked: Asked,
  sent: SentParameters,
  others: readonly ParameterError[],
): { question: Question; asOf: AsOf } {
  const { question, errors = [] } = { question: undefined, ...parseQuestion(definition, sent, asked) };
  const asOf = typeof sent.asOf === 'object' ? null : parseAsOf(sent.asOf);
  const further = [
    ...others,
    ...(asOf === null ? [AS_OF_ERROR] : []),
    ...(question?.interval && hasTooManyPeriods(question.window, question.interval) ? [INTERVAL_ERROR] : []),
  ].filter(({ parameter }) => !errors.some((error) => error.parameter === parameter));
  if (question && asOf && further.length === 0) return { question, asOf };
  throw invalidParameters([...errors, ...further]);
}

const AS_OF_ERROR = {
  parameter: 'asOf',
  code: 'impossible-parameter',
  message: AS_OF_FORMS,
} as const;

const INTERVAL_ERROR = {
  parameter: 'interval',
  code: 'impossible-parameter',
  message: `A series has at most ${MOST_PERIODS} periods: give a longer interval or a shorter window.`,
} as const;

function head(
  definition: IndicatorDefinition,
  question: SettledQuestion,
  asOf: AnswerHead['asOf'],
  erased: number,
): AnswerHead {
  const caveats = caveatsOf(definition, question);
  return {
    indicator: { id: definition.id, version: definition.version },
    window: question.window,
    parameters: question.parameters,
    ...(question.method && { method: question.method }),
    ...(question.interval && { interval: question.interval }),
    by: question.by,
    filters: question.filters,
    asOf,
    ...(erased > 0 && { erased }),
    observedUntil: question.observedUntil,
    ...(caveats.length > 0 && { caveats }),
  };
}
