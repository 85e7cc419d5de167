import { forget } from '../api/answers.js';
import type { Problem } from '../api/problem.js';
import { STATES } from '../app/texts.js';
import { goTo, useAddress } from '../routing/location.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { FAULTS, FIELDS, PROBLEMS, problemText } from '../text/problems.js';
import { Button } from './controls.js';
import { Message } from './message.js';
import { SignIn } from './sign-in.js';

/** Nothing is broken: the server keeps a rule, or is not there yet. */
const RULES = ['differencing', 'retired-indicator', 'as-of-not-reached', 'too-many-requests', 'contended'];

/** Why there is no answer, and what to do: wait, sign in, ask otherwise, or try again. */
export function Refused({ problem }: { problem: Problem }) {
  const { title, text } = problemText(problem, useTexts(PROBLEMS));
  const { signInInstead: otherToken } = useTexts(STATES);
  if (problem.status === 401) return <SignIn />;
  if (problem.code === 'catching-up') return <CatchingUp problem={problem} />;
  const byRule = problem.status === 403 || RULES.includes(problem.code);
  const waits = problem.status === 503 || problem.status === 429;
  return (
    <Message kind={byRule ? 'warning' : 'error'} title={title}>
      <p>{text}</p>
      <Faults problem={problem} />
      {problem.code === 'differencing' && <EarlierState problem={problem} />}
      <FromServer problem={problem} />
      {problem.status === 403 && (
        <details>
          <summary>{otherToken}</summary>
          <SignIn instead />
        </details>
      )}
      {(problem.status === 0 || problem.status >= 500) && !waits && <Again />}
    </Message>
  );
}

/** What is wrong with which parameter or member. */
export function Faults({ problem }: { problem: Problem }) {
  const faults = useTexts(FAULTS);
  const fields = useTexts(FIELDS);
  if (problem.errors.length === 0) return null;
  return (
    <ul>
      {problem.errors.map(({ pointer, code, message }) => (
        <li key={pointer + message}>
          <strong>{fields[pointer] ?? pointer}</strong>: {faults[code] ? `${faults[code]}. ` : ''}
          <span lang="en">{message}</span>
        </li>
      ))}
    </ul>
  );
}

/** The server's own words, which are English; for whoever asks the administrator about it. */
function FromServer({ problem }: { problem: Problem }) {
  const { fromServer } = useTexts(STATES);
  if (problem.detail === '' || problem.errors.length > 0) return null;
  return (
    <p className="small">
      {fromServer}: <span lang="en">{problem.detail}</span> <code>{problem.code}</code>
    </p>
  );
}

/** The way to the state of knowledge at which the question can be asked beside what was asked before. */
function EarlierState({ problem }: { problem: Problem }) {
  const { earlierState } = useTexts(STATES);
  const formats = useFormats();
  const { path, query } = useAddress();
  const { asOf, observedUntil } = problem.extensions;
  if (typeof asOf !== 'string' || typeof observedUntil !== 'string' || query.get('asOf') === asOf) return null;
  const earlier = () => {
    const next = new URLSearchParams(query);
    next.set('asOf', asOf);
    next.delete('observedUntil'); // follows from the state of knowledge
    goTo(`${path}?${next.toString()}`);
  };
  return (
    <div>
      <Button onClick={earlier}>{earlierState(asOf, formats.day(observedUntil))}</Button>
    </div>
  );
}

/** The figures are being built: how far that is. The page asks again by itself. */
function CatchingUp({ problem }: { problem: Problem }) {
  const t = useTexts(STATES);
  const formats = useFormats();
  const { percent, position, head } = problem.extensions;
  const known = typeof percent === 'number';
  const words = known ? t.percent(formats.count(percent)) : t.progressUnknown;
  return (
    <Message kind="info" title={t.catchingUp}>
      <p>{t.catchingUpText}</p>
      <progress className="progress" max={100} value={known ? percent : undefined} aria-label={t.catchingUp}>
        {words}
      </progress>
      <p className="small">
        {words}
        {typeof position === 'string' && typeof head === 'string' && ` (${t.ofHead(position, head)})`}
      </p>
    </Message>
  );
}

function Again() {
  const { again } = useTexts(STATES);
  return (
    <div>
      <Button onClick={() => forget()}>{again}</Button>
    </div>
  );
}
