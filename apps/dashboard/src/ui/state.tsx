import { useState, type FormEvent, type ReactNode } from 'react';
import { forget, type Answer } from '../api/answers.js';
import type { Problem } from '../api/problem.js';
import { keepToken, readToken } from '../api/token.js';
import { STATES } from '../app/texts.js';
import { useTexts } from '../text/language.js';
import { Button } from './controls.js';

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

export function Loading() {
  const { loading } = useTexts(STATES);
  return (
    <p className="soft" role="status">
      {loading}…
    </p>
  );
}

/** Why there is no answer, and what to do: wait, sign in, mend the question, or try again. */
export function Refused({ problem }: { problem: Problem }) {
  const t = useTexts(STATES);
  if (problem.status === 401) return <SignIn />;
  if (problem.status === 503 && problem.code === 'catching-up')
    return (
      <Message kind="info" title={t.catchingUp}>
        <p>{t.catchingUpText}</p>
        <p className="small">{problem.detail}</p>
      </Message>
    );
  if (problem.status === 403)
    return (
      <Message kind="warning" title={t.forbidden}>
        <p>{problem.detail || t.forbiddenText}</p>
        <SignIn />
      </Message>
    );
  if (problem.status === 0)
    return (
      <Message kind="error" title={t.unreachable}>
        <p>{t.unreachableText}</p>
        <Again />
      </Message>
    );
  return (
    <Message kind="error" title={problem.status === 404 ? t.notFound : t.refused}>
      <p>{problem.detail || problem.title}</p>
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ pointer, message }) => (
            <li key={pointer}>
              <strong>{pointer}</strong>: {message}
            </li>
          ))}
        </ul>
      )}
      {problem.status >= 500 && <Again />}
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

/** Takes a bearer token; it stays in this tab. */
export function SignIn() {
  const t = useTexts(STATES);
  const [token, setToken] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    keepToken(token.trim() || null);
    forget();
  };
  return (
    <form className="stack" onSubmit={send}>
      <Message kind="info" title={t.signIn}>
        <p>{readToken() ? t.signInAgain : t.signInText}</p>
        <label className="field">
          <span className="utrecht-form-label">{t.tokenLabel}</span>
          <input
            className="utrecht-textbox utrecht-textbox--html-input"
            type="password"
            autoComplete="off"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        <div>
          <Button submit primary>
            {t.tokenSend}
          </Button>
        </div>
      </Message>
    </form>
  );
}

/** Something a reader must know before going on. */
export function Message({
  kind,
  title,
  children,
}: {
  kind: 'info' | 'warning' | 'error';
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={`utrecht-alert utrecht-alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <div className="utrecht-alert__message">
        <p>
          <strong>{title}</strong>
        </p>
        {children}
      </div>
    </div>
  );
}
