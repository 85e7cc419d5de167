import type { CatalogueDto, IndicatorDto, ParameterDto } from '../../api/types.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../app/page-head.js';
import type { PageProps } from '../../app/page-props.js';
import { SHELL } from '../../app/texts.js';
import { FIGURES } from '../../figure/texts.js';
import { Link } from '../../routing/link.js';
import { useAddress } from '../../routing/location.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts, type Language } from '../../text/language.js';
import { parameterValueName } from '../../text/parameter-values.js';
import { DataTable } from '../../ui/data-table.js';
import { Message } from '../../ui/message.js';
import { Answered } from '../../ui/state.js';
import { Marked } from '../../ui/marked.js';
import './definition.css';
import { DEFINITION } from './texts.js';

/** What an indicator is: one, or the list of all. */
export function DefinitionPage({ subject }: PageProps) {
  return subject === null ? <AllDefinitions /> : <OneDefinition id={subject} />;
}

function OneDefinition({ id }: { id: string }) {
  const { explore } = useTexts(SHELL);
  const language = useLanguage();
  const version = useAddress().query.get('version');
  const answer = useAnswer<IndicatorDto>(
    `/v1/indicators/${encodeURIComponent(id)}${version ? `?version=${encodeURIComponent(version)}` : ''}`,
  );
  return (
    <Answered answer={answer}>
      {(indicator) => (
        <>
          <Definition indicator={indicator} />
          <p className="no-print">
            <Link href={`/explore/${indicator.id}`}>{`${explore}: ${indicator.name[language]}`}</Link>
          </p>
        </>
      )}
    </Answered>
  );
}

function Definition({ indicator }: { indicator: IndicatorDto }) {
  const t = useTexts(DEFINITION);
  const words = useTexts(FIGURES);
  const language = useLanguage();
  const formats = useFormats();
  const { name, version, latestVersion, recordedAt, retiredAt, explanation, caveats, source, parameters } = indicator;
  return (
    <>
      <PageHead title={t.title(name[language])}>
        <p className="soft">
          {`${indicator.id} · ${t.shape[indicator.shape] ?? indicator.shape} · ${t.version(version, latestVersion)} · ${
            recordedAt ? t.recorded(formats.instant(recordedAt)) : t.builtIn
          }`}
        </p>
      </PageHead>
      {retiredAt && <Message kind="warning" title={t.retired(formats.instant(retiredAt))} />}
      <section className="stack prose">
        <h2 className="utrecht-heading-2">{t.what}</h2>
        <p>
          <Marked text={explanation[language]} />
        </p>
        <p>
          {t.direction}: {words[indicator.direction as 'neutral'].toLowerCase()}.
        </p>
      </section>
      {caveats.length > 0 && (
        <section className="stack prose">
          <h2 className="utrecht-heading-2">{t.caveats}</h2>
          <ul className="utrecht-unordered-list">
            {caveats.map((caveat) => (
              <li key={caveat.en} className="utrecht-unordered-list__item">
                <Marked text={caveat[language]} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {Object.keys(parameters).length > 0 && (
        <section className="stack">
          <h2 className="utrecht-heading-2">{t.parameters}</h2>
          <DataTable
            caption={t.parameters}
            hideCaption
            columns={[
              { key: 'label', heading: t.parameter },
              { key: 'standard', heading: t.standard },
              { key: 'allowed', heading: t.allowed },
            ]}
            rows={Object.entries(parameters).map(([key, parameter]) => ({
              key,
              cells: {
                label: `${parameter.label[language]} (${key})`,
                standard: writeDefault(parameter, t, language),
                allowed: writeAllowed(parameter, t, language, formats.count),
              },
            }))}
          />
        </section>
      )}
      <section className="stack prose">
        <h2 className="utrecht-heading-2">{t.source}</h2>
        <p>
          <Marked text={source[language]} />
        </p>
      </section>
      <details>
        <summary>{t.machine}</summary>
        <pre className="machine" tabIndex={0}>
          {JSON.stringify(indicator.definition, null, 2)}
        </pre>
      </details>
    </>
  );
}

type Words = (typeof DEFINITION)['nl'];

function writeDefault(parameter: ParameterDto, { yes, no }: Words, language: Language): string {
  const { default: usual } = parameter;
  if (typeof usual === 'boolean') return usual ? yes : no;
  const values: readonly unknown[] = Array.isArray(usual) ? usual : [usual];
  return values.map((value) => parameterValueName(parameter, String(value), language)).join('; ');
}

function writeAllowed(parameter: ParameterDto, t: Words, language: Language, count: (value: number) => string): string {
  const { type, values, minimum, maximum } = parameter;
  if (values) return values.map((value) => parameterValueName(parameter, value, language)).join('; ');
  if (type === 'boolean') return `${t.yes}, ${t.no}`;
  if (minimum !== undefined && maximum !== undefined) return t.between(count(minimum), count(maximum));
  return minimum === undefined ? t.any : t.atLeast(count(minimum));
}

function AllDefinitions() {
  const t = useTexts(DEFINITION);
  const language = useLanguage();
  const catalogue = useAnswer<CatalogueDto>('/v1/indicators');
  return (
    <>
      <PageHead title={t.list}>
        <p className="lead">{t.listLead}</p>
      </PageHead>
      <Answered answer={catalogue}>
        {({ indicators }) => (
          <dl className="definitions">
            {indicators.map(({ id, version, name, explanation }) => (
              <div key={id}>
                <dt>
                  <Link href={`/definition/${id}?version=${version}`}>{name[language]}</Link>
                </dt>
                <dd>
                  <Marked text={explanation[language]} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Answered>
    </>
  );
}
