import type { ValuesDto } from '../../api/types.js';
import { today } from '../../question/days.js';
import { useTexts } from '../../text/language.js';
import { Button, Select, TextField } from '../../ui/controls.js';
import type { ChoiceProps } from './choice-props.js';
import { EXPLORE } from './texts.js';
import { besideKind, besideOf, endOf, type BesideKind } from './view-rules.js';

/** The state of knowledge, and what stands beside the question. */
export function KnownChoice({
  view,
  answer,
  overlays,
  onView,
}: ChoiceProps & {
  answer: ValuesDto | null;
  /** Whether the picture can lie over what stands beside it. */
  overlays: boolean;
}) {
  const t = useTexts(EXPLORE);
  const { question, beside } = view;
  const known = question.asOf && answer?.asOf.recordedAt ? answer.asOf.recordedAt.slice(0, 10) : dayOf(question.asOf);
  const kind = besideKind(view);
  const kinds: readonly (readonly [BesideKind, string])[] = [
    ['none', t.none],
    ['before', t.before],
    ['year-before', t.yearBefore],
    ['free', t.freeBeside],
    ['known', t.earlierKnown],
  ];
  return (
    <>
      <fieldset className="stack">
        <legend>{t.known}</legend>
        <TextField
          label={t.knownOn}
          type="date"
          max={today()}
          value={known}
          description={t.knownHelp}
          onChange={(day) => onView({ ...view, question: { ...question, asOf: day ? endOf(day) : undefined } })}
        />
        <div>
          <Button onClick={() => onView({ ...view, question: { ...question, asOf: undefined, version: undefined } })}>
            {t.newest}
          </Button>
        </div>
      </fieldset>
      <Select
        label={t.beside}
        value={kind}
        options={kinds.map(([value, label]) => ({ value, label }))}
        onChange={(value) => onView({ ...view, beside: besideOf(value as BesideKind, view) })}
      />
      {kind === 'free' && beside?.window && (
        <div className="two-fields">
          <TextField
            label={t.from}
            type="date"
            value={beside.window.from}
            max={beside.window.to}
            onChange={(day) => day && onView({ ...view, beside: { window: { ...beside.window!, from: day } } })}
          />
          <TextField
            label={t.to}
            type="date"
            value={beside.window.to}
            min={beside.window.from}
            onChange={(day) => day && onView({ ...view, beside: { window: { ...beside.window!, to: day } } })}
          />
        </div>
      )}
      {kind === 'known' && (
        <TextField
          label={t.besideOn}
          type="date"
          max={today()}
          value={dayOf(beside?.asOf)}
          onChange={(day) => day && onView({ ...view, beside: { asOf: endOf(day) } })}
        />
      )}
      {kind !== 'none' && overlays && (
        <Select
          label={t.together}
          value={view.overlay ? 'one' : 'two'}
          options={[
            { value: 'two', label: t.twoPictures },
            { value: 'one', label: t.onePicture },
          ]}
          onChange={(value) => onView({ ...view, overlay: value === 'one' ? true : undefined })}
        />
      )}
    </>
  );
}

/** The day of an instant; empty for a position, whose day only the answer tells. */
const dayOf = (asOf: string | undefined): string => (asOf && /^\d{4}-\d{2}-\d{2}T/.test(asOf) ? asOf.slice(0, 10) : '');
