import type { IndicatorDto, ParameterDto } from '../../api/types.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { parameterValueName } from '../../text/parameter-values.js';
import { Check, Checks, Select, TextField } from '../../ui/controls.js';
import type { ChoiceProps } from './choice-props.js';
import { EXPLORE } from './texts.js';

/** The indicator's own settings, made from its definition: whatever somebody defines can be set. */
export function ParameterFields({ view, indicator, onView }: ChoiceProps & { indicator: IndicatorDto }) {
  const t = useTexts(EXPLORE);
  const { question } = view;
  const entries = Object.entries(indicator.parameters);
  if (entries.length === 0) return null;
  const set = (name: string, parameter: ParameterDto, value: string) => {
    const parameters = { ...question.parameters };
    // The default stays out of the address: it is what the question means without.
    if (value === textOf(parameter.default) || value === '') delete parameters[name];
    else parameters[name] = value;
    onView({ ...view, question: { ...question, parameters } });
  };
  return (
    <fieldset className="stack">
      <legend>{t.settings}</legend>
      {entries.map(([name, parameter]) => (
        <Field
          key={name}
          parameter={parameter}
          value={question.parameters[name] ?? textOf(parameter.default)}
          onChange={(value) => set(name, parameter, value)}
        />
      ))}
    </fieldset>
  );
}

function Field({
  parameter,
  value,
  onChange,
}: {
  parameter: ParameterDto;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTexts(EXPLORE);
  const language = useLanguage();
  const label = parameter.label[language];
  const { type, values, minimum, maximum } = parameter;
  const list = value.split(',').filter((one) => one !== '');
  const options = (values ?? []).map((one) => ({ value: one, label: parameterValueName(parameter, one, language) }));
  switch (type) {
    case 'boolean':
      return <Check label={label} checked={value === 'true'} onChange={(checked) => onChange(String(checked))} />;
    case 'choice':
      return <Select label={label} value={value} options={options} onChange={onChange} />;
    case 'codes':
      return values ? (
        <Checks legend={label} options={options} chosen={list} onChange={(chosen) => onChange(chosen.join(','))} />
      ) : (
        <TextField label={label} value={value} description={t.several} onChange={onChange} />
      );
    case 'integer':
    case 'number':
      return (
        <TextField
          label={label}
          type="number"
          min={minimum}
          max={maximum}
          step={type === 'integer' ? 1 : 'any'}
          value={value}
          onChange={onChange}
        />
      );
    default:
      return (
        <TextField
          label={label}
          value={value}
          description={type === 'integers' ? t.several : undefined}
          onChange={onChange}
        />
      );
  }
}

/** A default as it stands in an address. */
const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));
