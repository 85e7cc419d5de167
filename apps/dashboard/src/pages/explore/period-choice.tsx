import { Brush } from '../../pictures/brush.js';
import { addMonths, monthEnd, today } from '../../question/days.js';
import type { Window } from '../../question/question.js';
import { useFormats } from '../../text/formats.js';
import { useTexts } from '../../text/language.js';
import { Select, TextField } from '../../ui/controls.js';
import type { ChoiceProps } from './choice-props.js';
import { EXPLORE } from './texts.js';
import { besideKind, besideOf, presets } from './view-rules.js';

/** Years on the time line. */
const YEARS = 10;

const keyOf = ({ from, to }: Window): string => `${from}/${to}`;

/** Any window: by the time line, a quick choice, or two days. */
export function PeriodChoice({ view, observedUntil, onView }: ChoiceProps & { observedUntil: string | null }) {
  const t = useTexts(EXPLORE);
  const formats = useFormats();
  const { window } = view.question;
  const last = observedUntil ?? today();
  const choices = presets(last);
  const choose = (next: Window) => {
    if (next.from > next.to) return;
    const moved = { ...view, question: { ...view.question, window: next }, interval: undefined };
    const kind = besideKind(view);
    // A comparison with the period before goes along with the period.
    onView(kind === 'before' || kind === 'year-before' ? { ...moved, beside: besideOf(kind, moved) } : moved);
  };
  const from = addMonths(`${last.slice(0, 4)}-01-01`, -12 * (YEARS - 1));
  const span = {
    from: window.from < from ? `${window.from.slice(0, 4)}-01-01` : from,
    to: monthEnd(window.to > last ? window.to : last),
  };
  return (
    <fieldset className="period">
      <legend>{t.period}</legend>
      <Brush span={span} window={window} onChange={choose} />
      <Select
        label={t.preset}
        value={choices.some((one) => keyOf(one) === keyOf(window)) ? keyOf(window) : ''}
        options={[
          { value: '', label: t.free },
          ...choices.map((one) => ({ value: keyOf(one), label: formats.window(one) })),
        ]}
        onChange={(key) => {
          const [start, end] = key.split('/');
          if (start && end) choose({ from: start, to: end });
        }}
      />
      <div className="two-fields">
        <TextField
          label={t.from}
          type="date"
          value={window.from}
          max={window.to}
          onChange={(day) => day && choose({ ...window, from: day })}
        />
        <TextField
          label={t.to}
          type="date"
          value={window.to}
          min={window.from}
          onChange={(day) => day && choose({ ...window, to: day })}
        />
      </div>
    </fieldset>
  );
}
