import { forget } from '../api/answers.js';
import type { NotePageDto, ValuesDto } from '../api/types.js';
import { useSteadyAnswer } from '../api/use-answer.js';
import type { Question } from '../question/question.js';
import { groupName } from '../text/codes.js';
import { useFormats } from '../text/formats.js';
import { useLanguage, useTexts } from '../text/language.js';
import { useLandmark } from '../ui/of-answer.js';
import { NoteForm } from './note-form.js';
import './notes.css';
import { NOTES } from './texts.js';

/** The story of a figure: what people say about it, and a form to say something. */
export function Notes({
  values,
  question,
}: {
  values: ValuesDto;
  /** Null until it is settled. */ question: Question | null;
}) {
  const t = useTexts(NOTES);
  const formats = useFormats();
  const language = useLanguage();
  const { from, to } = values.window;
  const path = `/v1/notes?indicator=${encodeURIComponent(values.indicator.id)}&from=${from}&to=${to}`;
  const answer = useSteadyAnswer<NotePageDto>(path);
  const landmark = useLandmark(t.notes(answer.state === 'here' ? answer.value.total : 0));
  if (answer.state !== 'here') return null;
  const { total, notes } = answer.value;
  return (
    <section className="stack notes" aria-label={landmark}>
      <h3 className="utrecht-heading-3">{t.notes(total)}</h3>
      <p className="small soft">{t.lead}</p>
      {notes.map(({ id, text, author, kind, recordedAt, window, group }) => (
        <blockquote key={id}>
          <p className="note-text">{text}</p>
          <footer className="small soft">
            {[
              t.kinds[kind] ?? kind,
              `${t.roles[author.role] ?? author.role} ${author.id}`,
              formats.window(window),
              group && groupName(group, language),
              formats.instant(recordedAt),
            ]
              .filter(Boolean)
              .join(' · ')}
          </footer>
        </blockquote>
      ))}
      {question && (
        <NoteForm
          values={values}
          question={question}
          onWritten={() => {
            forget(path);
            forget(ALL_NOTES);
          }}
        />
      )}
    </section>
  );
}

/** Every note there is: one request tells all tiles of an overview how many they have. */
export const ALL_NOTES = '/v1/notes';
