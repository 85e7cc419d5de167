import { useState, type FormEvent } from 'react';
import { askJson } from '../api/client.js';
import { ProblemError, type Problem } from '../api/problem.js';
import type { NoteDto, ValuesDto } from '../api/types.js';
import { apiPath } from '../question/question-url.js';
import type { Question } from '../question/question.js';
import { groupName } from '../text/codes.js';
import { useLanguage, useTexts } from '../text/language.js';
import { Button, Field, Select, TextField } from '../ui/controls.js';
import { Message } from '../ui/message.js';
import { useLandmark } from '../ui/of-answer.js';
import { Refused } from '../ui/refused.js';
import { NOTES } from './texts.js';

/** Writes a note tied to the question, the group and the position of the answer that the reader sees. */
export function NoteForm({
  values,
  question,
  onWritten,
}: {
  values: ValuesDto;
  question: Question;
  onWritten: () => void;
}) {
  const t = useTexts(NOTES);
  const language = useLanguage();
  const landmark = useLandmark(t.add);
  const [kind, setKind] = useState('explanation');
  const [role, setRole] = useState('analyst');
  const [author, setAuthor] = useState('');
  const [about, setAbout] = useState('');
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<'sent' | Problem | null>(null);
  const group = about === '' ? undefined : values.rows[Number(about)]?.group;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setOutcome(null);
    const body = {
      indicator: values.indicator.id,
      version: values.indicator.version,
      query: apiPath(question, 'values'),
      position: values.asOf.position,
      ...(group && { group }),
      author: { role, id: author.trim() },
      kind,
      text: text.trim(),
    };
    try {
      await askJson<NoteDto>('/v1/notes', { method: 'POST', body });
      setText('');
      setOutcome('sent');
      onWritten();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setOutcome(error.problem);
    }
  };
  const options = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }));
  return (
    <details className="no-print">
      <summary>{t.add}</summary>
      <form className="note-form" aria-label={landmark} onSubmit={(event) => void send(event)}>
        <Select label={t.kind} value={kind} options={options(t.kinds)} onChange={setKind} />
        {values.by.length > 0 && (
          <Select
            label={t.about}
            value={about}
            options={[
              { value: '', label: t.whole },
              ...values.rows.map((row, index) => ({ value: String(index), label: groupName(row.group, language) })),
            ]}
            onChange={setAbout}
          />
        )}
        <Select label={t.role} value={role} options={options(t.roles)} onChange={setRole} />
        <TextField label={t.id} value={author} description={t.idHelp} onChange={setAuthor} />
        <Field label={t.text} description={t.textHelp}>
          {(tied) => (
            <textarea
              {...tied}
              className="utrecht-textarea utrecht-textarea--html-textarea utrecht-textbox"
              required
              maxLength={4000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button submit primary>
            {t.send}
          </Button>
        </div>
        {outcome === 'sent' && <Message kind="info" title={t.sent} />}
        {outcome !== null && outcome !== 'sent' && (
          <>
            <p>
              <strong>{t.failed}</strong>
            </p>
            <Refused problem={outcome} />
          </>
        )}
      </form>
    </details>
  );
}
