import type { ReactNode } from 'react';
import type { Answer } from '../api/answers.js';
import { STATES } from '../app/texts.js';
import { useTexts } from '../text/language.js';
import { Refused } from './refused.js';

/** Draws an answer when it is here, and says so when it is on its way or refused. */
export function Answered<T>({
  answer,
  children,
  loading,
}: {
  answer: Answer<T>;
  children: (value: T) => ReactNode;
  /** Shown instead of the line that says that something is on its way. */
  loading?: ReactNode;
}) {
  if (answer.state === 'here') return children(answer.value);
  return answer.state === 'loading' ? (loading ?? <Loading />) : <Refused problem={answer.problem} />;
}

/** The place of what is on its way, so that nothing jumps when it comes. */
export function Loading() {
  const { loading } = useTexts(STATES);
  return (
    <p className="waiting" role="status">
      {loading}…
    </p>
  );
}
