import { isPosition } from '#libs/event-store';
import { ProblemException, type ProblemError } from '#libs/http';
import type { IndicatorDefinition, Question } from '#libs/indicators';
import { bsnErrors } from '../recorded/refuse-bsn.js';
import { AUTHOR_ROLES, NOTE_KINDS, type NoteContent } from './note.js';
import { readQuery, type AskedQuery } from './read-query.js';

/** Most characters of a note. */
export const TEXT_CHARACTERS = 4_000;
const QUERY_CHARACTERS = 2_000;
const HALF_CHARACTER = /\p{Surrogate}/u;
const AUTHOR_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const MEMBERS = ['indicator', 'version', 'query', 'position', 'group', 'author', 'kind', 'text'];

type Sent = Readonly<Record<string, unknown>>;

/** A note of the right form; what it asks is not looked at yet. */
export type SentNote = Pick<NoteContent, 'indicator' | 'position' | 'group' | 'author' | 'kind' | 'text' | 'query'> & {
  readonly asked: AskedQuery;
  readonly version: number | undefined;
};

/** 400: the note alone shows it. */
export function invalidNote(errors: readonly ProblemError[]): ProblemException {
  return new ProblemException({
    status: 400,
    code: 'invalid-note',
    title: 'Invalid note',
    detail: 'The note cannot be recorded so: errors points at each fault.',
    errors,
  });
}

/** An error for a member. */
export const fault = (pointer: string, message: string, code = 'malformed'): ProblemError => ({
  pointer,
  code,
  message,
});

/**
 * Checks the form of a note.
 * @throws ProblemException 400 with a pointer to each fault
 */
export function readNote(sent: Sent): SentNote {
  const { indicator, version, query, position, group = null, author, kind, text } = sent;
  const asked = isText(query, QUERY_CHARACTERS) ? readQuery(query) : null;
  const { role, id, ...rest } = isObject(author) ? author : ({} as Sent);
  const checks: [boolean, string, string][] = [
    [isText(indicator, 64), '/indicator', 'Give the id of the indicator.'],
    [
      version === undefined || Number.isSafeInteger(version),
      '/version',
      'Give the version of the indicator, or leave it out.',
    ],
    [
      asked !== null,
      '/query',
      'Give path and query of a figure, such as /v1/indicators/dropout/values?from=...&to=...',
    ],
    [asked === null || asked.indicator === indicator, '/query', 'This asks another indicator.'],
    [typeof position === 'string' && isPosition(position), '/position', 'Give the position that the answer named.'],
    [group === null || isGroup(group), '/group', 'Give the group of a row as the answer had it, or leave it out.'],
    [AUTHOR_ROLES.includes(role as never), '/author/role', `Give one of ${AUTHOR_ROLES.join(', ')}.`],
    [
      typeof id === 'string' && AUTHOR_ID.test(id) && Object.keys(rest).length === 0,
      '/author/id',
      'Give the id of a provider, region or other function and nothing else: letters, digits and . _ : -, no name of a person.',
    ],
    [NOTE_KINDS.includes(kind as never), '/kind', `Give one of ${NOTE_KINDS.join(', ')}.`],
    [
      isText(text, TEXT_CHARACTERS) && text.trim() !== '',
      '/text',
      `Give a text of 1 to ${TEXT_CHARACTERS} characters.`,
    ],
  ];
  const errors = [
    ...Object.keys(sent)
      .filter((name) => !MEMBERS.includes(name))
      .map(() => fault('', `A note has the members ${MEMBERS.join(', ')}.`, 'unknown-field')),
    ...checks.flatMap(([holds, pointer, message]) => (holds ? [] : [fault(pointer, message)])),
    ...bsnErrors(sent),
  ];
  if (errors.length > 0) throw invalidNote(errors);
  return { ...(sent as unknown as NoteContent), group: group as NoteContent['group'], asked: asked! };
}

/**
 * The content of a note whose query is asked of a definition.
 * @throws ProblemException 400
 */
export function contentOf(note: SentNote, definition: IndicatorDefinition): NoteContent {
  const { question, faults } = note.asked.ask(definition);
  if (!question) throw invalidNote(faults.map((message) => fault('/query', message)));
  const errors = [
    ...faults.map((message) => fault('/query', message)),
    ...(isOther(question, note.position) ? [fault('/position', 'The asOf in the query names another position.')] : []),
    ...Object.keys(note.group ?? {})
      .filter((name) => !(question.by as readonly string[]).includes(name))
      .map(() => fault('/group', 'The query is not broken down by this: see its parameter by.')),
  ];
  if (errors.length > 0) throw invalidNote(errors);
  const { query, position, group, author, kind, text } = note;
  const { window, filters } = question;
  const { id: indicator, version } = definition;
  return { indicator, version, query, window, filters, position, group, author, kind, text };
}

function isOther({ asOf }: Question, position: string): boolean {
  return asOf !== null && isPosition(asOf) && asOf !== position;
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most && !HALF_CHARACTER.test(value);
}

function isObject(value: unknown): value is Sent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGroup(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((one) => one === null || isText(one, 64));
}
