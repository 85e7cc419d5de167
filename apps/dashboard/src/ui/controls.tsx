/** Form controls: labels above, one size, the look of the Utrecht components. */
import { useId, type ReactNode } from 'react';

export function Button({
  children,
  onClick,
  primary = false,
  submit = false,
  pressed,
  disabled = false,
  label,
}: {
  children: ReactNode;
  onClick?: () => void;
  primary?: boolean;
  submit?: boolean;
  /** For a button that stays down. */
  pressed?: boolean;
  disabled?: boolean;
  /** Where the text alone does not say what it does. */
  label?: string;
}) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={`utrecht-button utrecht-button--html-button utrecht-button--${primary ? 'primary' : 'secondary'}-action${pressed ? ' utrecht-button--pressed' : ''}`}
      aria-pressed={pressed}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

/** A value that can be chosen. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** What ties a control to its label and description. */
interface Tied {
  readonly id: string;
  readonly 'aria-describedby'?: string;
}

/** A control with its label above it and, where there is more to know, a description below. */
export function Field({
  label,
  description,
  children,
}: {
  label: string;
  description?: string;
  children: (tied: Tied) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label className="utrecht-form-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': description ? `${id}-description` : undefined })}
      {description && (
        <span id={`${id}-description`} className="utrecht-form-field-description">
          {description}
        </span>
      )}
    </div>
  );
}

export function Select({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (Option | { readonly label: string; readonly options: readonly Option[] })[];
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(tied) => (
        <select
          {...tied}
          className="utrecht-select utrecht-select--html-select"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) =>
            'options' in option ? (
              <optgroup key={option.label} label={option.label}>
                {option.options.map(toOption)}
              </optgroup>
            ) : (
              toOption(option)
            ),
          )}
        </select>
      )}
    </Field>
  );
}

const toOption = ({ value, label }: Option) => (
  <option key={value} value={value}>
    {label}
  </option>
);

/** One line of text, a number or a day. The change is told when the reader is done, not at each key. */
export function TextField({
  label,
  value,
  type = 'text',
  min,
  max,
  step,
  description,
  onChange,
}: {
  label: string;
  value: string;
  type?: 'text' | 'number' | 'date';
  min?: string | number;
  max?: string | number;
  step?: string | number;
  description?: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} description={description}>
      {(tied) => (
        <input
          key={value}
          {...tied}
          className="utrecht-textbox utrecht-textbox--html-input"
          type={type}
          min={min}
          max={max}
          step={step}
          defaultValue={value}
          onBlur={(event) =>
            event.target.value !== value && event.target.validity.valid && onChange(event.target.value)
          }
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      )}
    </Field>
  );
}

export function Check({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** Several values of a list. */
export function Checks({
  legend,
  options,
  chosen,
  onChange,
}: {
  legend: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <Check
          key={value}
          label={label}
          checked={chosen.includes(value)}
          onChange={(checked) =>
            onChange(
              options
                .map((option) => option.value)
                .filter((other) => (other === value ? checked : chosen.includes(other))),
            )
          }
        />
      ))}
    </fieldset>
  );
}
