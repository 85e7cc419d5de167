import { today } from '../question/days.js';
import { windowsUntil } from '../question/page-query.js';
import type { Window } from '../question/question.js';
import { useFormats } from '../text/formats.js';
import { Select } from './controls.js';

/** Chooses a year or half a year. */
export function WindowSelect({
  label,
  window,
  onChange,
}: {
  label: string;
  window: Window;
  onChange: (window: Window) => void;
}) {
  const formats = useFormats();
  const windows = windowsUntil(today(), window);
  const key = ({ from, to }: Window) => `${from}/${to}`;
  return (
    <Select
      label={label}
      value={key(window)}
      options={windows.map((one) => ({ value: key(one), label: formats.window(one) }))}
      onChange={(value) => onChange(windows.find((one) => key(one) === value) ?? window)}
    />
  );
}
