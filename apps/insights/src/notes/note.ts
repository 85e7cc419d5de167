import type { Dimension, Window } from '#libs/indicators';

/** In what function somebody writes; no names of persons. */
export const AUTHOR_ROLES = ['provider', 'region', 'municipality', 'analyst', 'researcher'] as const;

/** What a note is. */
export const NOTE_KINDS = ['explanation', 'context', 'data-quality', 'action', 'question'] as const;

/** What somebody says about a figure, tied to the exact question and to what was known. */
export interface NoteContent {
  readonly indicator: string;
  readonly version: number;
  /** The question as path and query of this API. */
  readonly query: string;
  /** Of the question. */
  readonly window: Window;
  /** Of the question: what the cases were limited to. */
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** Position that the answer named. */
  readonly position: string;
  /** Group of the answer that the note is about; null = all of it. */
  readonly group: Readonly<Partial<Record<Dimension, string | null>>> | null;
  readonly author: { readonly role: (typeof AUTHOR_ROLES)[number]; readonly id: string };
  readonly kind: (typeof NOTE_KINDS)[number];
  readonly text: string;
}

/** A note as it is read. A withdrawn one has no text any more. */
export interface Note extends Omit<NoteContent, 'text'> {
  readonly id: string;
  readonly text: string | null;
  readonly recordedAt: string;
  readonly withdrawnAt: string | null;
}

/** Which notes are asked for. */
export interface NoteFilter {
  readonly indicator?: string;
  /** Notes whose window has a day on or after this one ... */
  readonly from?: string;
  /** ... and one on or before this one. */
  readonly to?: string;
  /** Notes that are about one of these values, or about all values. */
  readonly groups: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

/** Whether a note is about something that a filter asks for. */
export function touches(note: Note, { indicator, from, to, groups }: NoteFilter): boolean {
  if (indicator !== undefined && note.indicator !== indicator) return false;
  if (from !== undefined && note.window.to < from) return false;
  if (to !== undefined && note.window.from > to) return false;
  return Object.entries(groups).every(([name, asked]) => {
    const dimension = name as Dimension;
    const group = note.group?.[dimension];
    const about = group === undefined ? note.filters[dimension] : [group];
    return about === undefined || about.some((value) => value !== null && asked.includes(value));
  });
}
