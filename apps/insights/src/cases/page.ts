import type { Page } from '#libs/indicators';
import type { SentParameters } from '../figures/figures.js';
import type { ParameterError } from '../parameters/invalid-parameters.js';

/** Most cases on a page. */
export const MAX_LIMIT = 10_000;

/** Cases on a page when nothing is said. */
export const DEFAULT_LIMIT = 1_000;

/** A request read apart: which page, what is wrong with that, and the parameters of the question itself. */
export interface PagedRequest {
  readonly page: Page;
  readonly errors: readonly ParameterError[];
  readonly question: SentParameters;
}

/** Takes `limit` and `after` out of a request. `after` is the number of cases already read. */
export function readPage({ limit, after, ...question }: SentParameters): PagedRequest {
  const errors: ParameterError[] = [];
  const read = (parameter: string, sent: string | string[] | undefined, usual: number, least: number, most: number) => {
    if (sent === undefined) return usual;
    const number = typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : NaN;
    if (number >= least && number <= most) return number;
    const message = `Give a whole number from ${least} to ${most}, once.`;
    errors.push({ parameter, code: 'impossible-parameter', message });
    return usual;
  };
  const page = {
    limit: read('limit', limit, DEFAULT_LIMIT, 1, MAX_LIMIT),
    offset: read('after', after, 0, 0, 999_999_999),
  };
  return { page, errors, question };
}

/** The `Link` header to the next page: the same question to the same state of knowledge. */
export function nextPageLink(path: string, question: SentParameters, pinned: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...question, ...pinned })) {
    if (typeof value === 'string') query.set(name, value);
  }
  return `<${path}?${query.toString()}>; rel="next"`;
}
