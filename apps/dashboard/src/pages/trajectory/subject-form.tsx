import { useState, type FormEvent } from 'react';
import { useTexts } from '../../text/language.js';
import { Button, Field, Select } from '../../ui/controls.js';
import { KINDS, type Kind } from './history.js';
import { TRAJECTORY } from './texts.js';

/** Asks which history: its kind and its id. */
export function SubjectForm({
  kind: kindAtFirst,
  id: idAtFirst,
  onShow,
}: {
  kind: Kind;
  id: string;
  onShow: (subject: { readonly kind: Kind; readonly id: string }) => void;
}) {
  const t = useTexts(TRAJECTORY);
  const [kind, setKind] = useState(kindAtFirst);
  const [id, setId] = useState(idAtFirst);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim()) onShow({ kind, id: id.trim() });
  };
  return (
    <form className="choices subject-form no-print" aria-label={t.title} onSubmit={send}>
      <Select
        label={t.kind}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t.kinds[value] }))}
        onChange={(value) => setKind(value as Kind)}
      />
      <Field label={t.id} description={kind === 'client' ? t.clientHelp : t.idHelp}>
        {(tied) => (
          <input
            {...tied}
            className="utrecht-textbox utrecht-textbox--html-input"
            autoComplete="off"
            spellCheck={false}
            required
            maxLength={64}
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button submit primary>
          {t.show}
        </Button>
      </div>
    </form>
  );
}
