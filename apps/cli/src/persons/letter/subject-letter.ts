/** What is held about a person as a page that the person can read: one HTML file, with nothing to fetch. */
import type { AccessEvent, AccessStream, Look, SubjectAccess } from '../subject-access.js';
import { ABOUT, FIELDS, GROUNDS, HAPPENED, HOLDS, LOOKED, meaning, REASONS } from './words.js';
import { whyNot } from './why-not.js';

/** Fields that every event has, or that stand in a column of their own. */
const APART: ReadonlySet<string> = new Set(['effectiveOn']);

const INSTANT = new Intl.DateTimeFormat('nl-NL', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/Amsterdam',
});
const DAY = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' });

/**
 * The page, in Dutch.
 * @param introduction what the organisation that answers for the ledger says first: who it is, what for, and where to complain
 */
export function subjectLetter(access: SubjectAccess, introduction?: string): string {
  const { madeAt, clients, streams, refused, decisions, looks, bsnKept } = access;
  const body = [
    '<h1>Wat er over jou is vastgelegd</h1>',
    `<p>Gemaakt op ${instant(madeAt)}.</p>`,
    introduction === undefined ? MISSING : paragraphs(introduction),
    '<h2>Hoe je dit leest</h2>',
    READING,
    `<p>Je naam staat er niet in. Je staat er met een codenaam: ${clients.map(text).join(', ')}. ` +
      (bsnKept
        ? 'Je burgerservicenummer wordt apart en versleuteld bewaard.</p>'
        : 'Je burgerservicenummer wordt niet bewaard.</p>'),
    ...streams.map(streamOf),
    '<h2>Wat niet is aangenomen</h2>',
    refused.length === 0
      ? '<p>Er is niets over jou bewaard dat niet klopte.</p>'
      : table(
          ['Doorgegeven op', 'Wat', 'Waarom niet', 'Door wie'],
          refused.map(({ event, problem, source, firstRefusedAt }) => [
            instant(firstRefusedAt),
            content(event ?? {}, ''),
            text(whyNot(problem.code)),
            text(source ?? 'niet bekend'),
          ]),
        ),
    ...(decisions.length === 0
      ? []
      : [
          '<h2>Verzoeken om te vernietigen die zijn afgewezen</h2>',
          table(
            ['Besloten op', 'Grond', 'Reden'],
            decisions.map(({ decidedOn, ground, reason }) => [
              day(decidedOn),
              text(GROUNDS[ground] ?? ground),
              text(REASONS[reason] ?? reason),
            ]),
          ),
        ]),
    '<h2>Wie ernaar heeft gekeken</h2>',
    looks.length === 0
      ? '<p>Er is niet naar gekeken.</p>'
      : table(['Wanneer', 'Wie', 'Namens', 'Wat'], looks.map(lookOf)),
    '<h2>Je rechten</h2>',
    RIGHTS,
  ];
  return page(body.join('\n'));
}

function streamOf({ kind, id, events }: AccessStream): string {
  const rows = events.map((event) => [
    day((event.data as { effectiveOn: string }).effectiveOn),
    text(HAPPENED[event.type.slice(event.type.lastIndexOf('.') + 1)] ?? event.type),
    content(event.data, kind) +
      (event.effectiveData === undefined ? '' : `<p>Nu geldt:</p>${content(event.effectiveData, kind)}`),
    instant(event.recordedtime),
    text(event.source),
    holds(event),
  ]);
  const titles = [
    'Op welke dag',
    'Wat',
    'Wat er precies staat',
    'Wanneer het register het hoorde',
    'Wie het doorgaf',
    'Stand',
  ];
  return `<h2>${text(ABOUT[kind] ?? kind)} <small>${text(id)}</small></h2>\n${table(titles, rows)}`;
}

function holds({ status, changedBy }: AccessEvent): string {
  const word = text(HOLDS[status] ?? status);
  return changedBy ? `${word} <small>(${text(changedBy.source)}, ${text(changedBy.id)})</small>` : word;
}

function lookOf({ at, who, organisation, action, object, outcome }: Look): string[] {
  const what = `${LOOKED[action] ?? action} (${object})${outcome === 'refused' ? ': geweigerd' : ''}`;
  return [instant(at), text(who), text(organisation ?? ''), text(what)];
}

/** The fields of data, each in words. */
function content(data: unknown, kind: string): string {
  const fields = Object.entries(data as object).filter(([name]) => !APART.has(name));
  if (fields.length === 0) return '';
  const lines = fields.map(
    ([name, value]) => `<dt>${text(FIELDS[name] ?? name)}</dt><dd>${valueOf(name, value, kind)}</dd>`,
  );
  return `<dl>${lines.join('')}</dl>`;
}

function valueOf(field: string, value: unknown, kind: string): string {
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  if (value === null) return 'niet ingevuld';
  if (Array.isArray(value)) return value.map((item) => valueOf(field, item, kind)).join(', ');
  if (typeof value === 'object') return content(value, kind);
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(said) ? day(said) : text(meaning(field, said, kind));
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = titles.map((title) => `<th scope="col">${text(title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
}

function paragraphs(said: string): string {
  return said
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${text(paragraph)}</p>`)
    .join('\n');
}

const instant = (iso: string) => INSTANT.format(new Date(iso));
const day = (date: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) ? DAY.format(new Date(`${date}T00:00:00Z`)) : text(date);

/** Text that came from elsewhere, with nothing in it that a browser would take for more. */
function text(said: string): string {
  return said.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const MISSING =
  '<p>De organisatie die dit overzicht geeft, vertelt erbij: wie zij is en hoe je haar bereikt, waarom zij deze gegevens heeft en op grond van ' +
  'welke wet, met wie zij ze deelt, en waar je een klacht kunt indienen.</p>';

const READING =
  '<p>Elke regel is iets wat een organisatie heeft doorgegeven. Vooraan staat op welke dag het zo was. Daarachter staat wanneer het register het hoorde; dat ' +
  'kan later zijn. Er wordt nooit iets overschreven: wat is verbeterd of ingetrokken, blijft staan met wat er nu geldt. Wie iets doorgaf, ' +
  'staat er met het kenmerk van zijn systeem.</p>';

const RIGHTS =
  '<ul><li>Klopt er iets niet, vraag dan aan wie het doorgaf om het te verbeteren.</li>' +
  '<li>Je mag vragen om vernietiging. Dat kan worden geweigerd als iemand anders er groot belang bij heeft of als een wet het verbiedt.</li>' +
  '<li>De gegevens worden bewaard tot 20 jaar na de laatste wijziging.</li>' +
  '<li>Er wordt geen besluit over jou genomen door een computer op grond van deze gegevens. Ze worden gebruikt voor cijfers waarin niemand te herkennen is.</li>' +
  '<li>Over anderen staat er niets in: hun codenamen zijn weggelaten.</li>' +
  '<li>Je kunt een klacht indienen bij de Autoriteit Persoonsgegevens.</li></ul>';

function page(body: string): string {
  return `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Wat er over jou is vastgelegd</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #888; padding: .4rem; text-align: left; vertical-align: top; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; margin: 0; }
dt::after { content: ":"; }
dd { margin: 0; }
small { font-weight: normal; }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
