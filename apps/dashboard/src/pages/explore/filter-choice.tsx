import { useState } from 'react';
import type { ValuesDto } from '../../api/types.js';
import { useAnswer } from '../../api/use-answer.js';
import { DIMENSIONS, type Dimension } from '../../question/dimensions.js';
import { apiPath } from '../../question/question-url.js';
import { DIMENSION_NAMES, valueName } from '../../text/codes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Button, Checks, Select } from '../../ui/controls.js';
import type { ChoiceProps } from './choice-props.js';
import { EXPLORE } from './texts.js';

/** What the cases are limited to. The values offered are those that the figures hold. */
export function FilterChoice({ view, onView }: ChoiceProps) {
  const t = useTexts(EXPLORE);
  const dimensions = useTexts(DIMENSION_NAMES);
  const [opened, setOpened] = useState<Dimension | ''>('');
  const { filters } = view.question;
  const used = DIMENSIONS.filter((name) => filters[name] || name === opened);
  const set = (name: Dimension, values: readonly string[] | null) => {
    const next = { ...filters };
    if (values === null || values.length === 0) delete next[name];
    else next[name] = values;
    onView({ ...view, question: { ...view.question, filters: next } });
  };
  return (
    <fieldset className="stack">
      <legend>{t.filters}</legend>
      {used.map((name) => (
        <Values
          key={name}
          name={name}
          view={view}
          onChange={(values) => set(name, values)}
          onRemove={() => {
            if (name === opened) setOpened('');
            set(name, null);
          }}
        />
      ))}
      <Select
        label={t.filterBy}
        value=""
        options={[
          { value: '', label: t.addFilter },
          ...DIMENSIONS.filter((name) => !used.includes(name)).map((value) => ({ value, label: dimensions[value] })),
        ]}
        onChange={(name) => setOpened(name as Dimension)}
      />
    </fieldset>
  );
}

function Values({
  name,
  view: { question },
  onChange,
  onRemove,
}: {
  name: Dimension;
  view: ChoiceProps['view'];
  onChange: (values: readonly string[]) => void;
  onRemove: () => void;
}) {
  const t = useTexts(EXPLORE);
  const dimensions = useTexts(DIMENSION_NAMES);
  const language = useLanguage();
  const others = { ...question.filters };
  delete others[name];
  const answer = useAnswer<ValuesDto>(apiPath({ ...question, by: [name], filters: others }, 'values'));
  const chosen = question.filters[name] ?? [];
  const found = answer.state === 'here' ? answer.value.rows.flatMap(({ group }) => group[name] ?? []) : [];
  const options = [...new Set([...found, ...chosen])]
    .map((value) => ({ value, label: valueName(name, value, language, 'record') }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <div className="filter">
      <Checks legend={dimensions[name]} options={options} chosen={chosen} onChange={onChange} />
      <Button label={t.removeFilter(dimensions[name])} onClick={onRemove}>
        ×
      </Button>
    </div>
  );
}
