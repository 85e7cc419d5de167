import { useState, type FormEvent } from 'react';
import { forget } from '../api/answers.js';
import { keepToken, readToken } from '../api/token.js';
import { STATES } from '../app/texts.js';
import { useTexts } from '../text/language.js';
import { Button } from './controls.js';
import { Message } from './message.js';

/** Takes a bearer token; it stays in this tab. */
export function SignIn({
  instead = false,
}: {
  /** In place of one that is valid and does not allow this. */ instead?: boolean;
}) {
  const t = useTexts(STATES);
  const [token, setToken] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    keepToken(token.trim() || null);
    forget();
  };
  return (
    <form className="stack" onSubmit={send}>
      <Message kind="info" title={instead ? t.signInInstead : t.signIn}>
        <p>{readToken() && !instead ? t.signInAgain : t.signInText}</p>
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
