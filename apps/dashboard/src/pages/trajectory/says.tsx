import { DIMENSION_NAMES } from '../../text/codes.js';
import { NOTHING, useFormats, type Formats } from '../../text/formats.js';
import { useLanguage, useTexts, type Language } from '../../text/language.js';
import type { Dimension } from '../../question/dimensions.js';
import { codeName } from './code-names.js';
import type { Kind, Said } from './history.js';
import { FIELD_NAMES, TRAJECTORY } from './texts.js';

/** What an event says, field by field; codes by their names. */
export function Says({ said, kind, withDay = false }: { said: Said; kind: Kind; withDay?: boolean }) {
  const t = useTexts(TRAJECTORY);
  const fields = useTexts(FIELD_NAMES);
  const language = useLanguage();
  const formats = useFormats();
  const entries = Object.entries(said).filter(([name]) => withDay || name !== 'effectiveOn');
  if (entries.length === 0) return <span className="soft">{t.nothing}</span>;
  const write = (name: string, value: unknown) =>
    written(name, value, { language, formats, kind, fields, yes: t.yes, no: t.no });
  return (
    <dl className="says">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{DIMENSION_NAMES[language][name as Dimension] ?? fields[name] ?? name}</dt>
          <dd>{name === 'data' && isSaid(value) ? <Says said={value} kind={kind} withDay /> : write(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Words {
  readonly language: Language;
  readonly formats: Formats;
  readonly kind: Kind;
  /** Names of fields. */
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly yes: string;
  readonly no: string;
}

function written(name: string, value: unknown, words: Words): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (name === 'amountCents' && typeof value === 'number') return words.formats.money(value);
  if (typeof value === 'string')
    return /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? words.formats.shortDay(value)
      : codeName(name, value, words.language, words.kind);
  if (Array.isArray(value)) return value.map((one) => written(name, one, words)).join('; ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => {
        if (key === 'pseudonym' || key === 'id') return String(one);
        return `${words.fields[key]?.toLowerCase() ?? key} ${written(key, one, words)}`;
      })
      .join(', ');
  return typeof value === 'number' ? String(value) : NOTHING;
}

const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null && 'effectiveOn' in value;
