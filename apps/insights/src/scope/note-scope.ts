/** What a caller may say and read about figures (contract section 4). */
import { hasRole, outsideScope, type Principal, type Role } from '#libs/access';
import { touches, type Note, type NoteContent } from '../notes/note.js';
import { scopedFilters } from './scope.js';

/** In which functions a role writes. */
const FUNCTIONS: Readonly<Partial<Record<Role, readonly NoteContent['author']['role'][]>>> = {
  provider: ['provider'],
  analyst: ['analyst', 'region', 'municipality'],
  researcher: ['researcher'],
};

/** Whether a note is about something that a caller may ask about. */
export function mayRead(caller: Principal, note: Note): boolean {
  return touches(note, { groups: scopedFilters(caller, {}) });
}

/**
 * The content with the caller's scope in its filters.
 * @throws ProblemException 403 for a figure or group outside the scope, or in the name of somebody else
 */
export function scopedContent(caller: Principal, content: NoteContent): NoteContent {
  requireOwnName(caller, content.author);
  const filters = scopedFilters(caller, content.filters);
  for (const name of ['provider', 'region'] as const) {
    const [value, scope] = [content.group?.[name], filters[name]];
    if (value !== undefined && scope !== undefined && (value === null || !scope.includes(value))) {
      throw outsideScope(`You may say something about ${name} ${scope.join(', ')} only.`);
    }
  }
  return { ...content, filters };
}

/** @throws ProblemException 403 when a caller would write in the name of somebody else */
export function requireOwnName(caller: Principal, { role, id }: NoteContent['author']): void {
  if (caller.open) return;
  const own = caller.roles.some((name) => FUNCTIONS[name]?.includes(role));
  if (!own) {
    const names = caller.roles.flatMap((name) => FUNCTIONS[name] ?? []);
    throw outsideScope(`You write as ${names.join(' or ')}: say so in author.role.`);
  }
  if (role === 'provider' && hasRole(caller, 'provider') && id !== caller.provider) {
    throw outsideScope('You write for your own provider only: give its id in author.id.');
  }
}
