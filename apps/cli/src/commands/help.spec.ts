import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from '../program.js';

/** Every command that does something, by its words. */
function commandsOf(command: Command, words: readonly string[] = []): [string, Command][] {
  return command.commands.flatMap((sub): [string, Command][] => {
    const named = [...words, sub.name()];
    const runs = sub.commands.length === 0 || sub.name() === 'access-log';
    return [...(runs ? [[named.join(' '), sub] as [string, Command]] : []), ...commandsOf(sub, named)];
  });
}

describe('the help of every command', () => {
  const all = commandsOf(createProgram());

  it('is there', () => {
    expect(all.map(([name]) => name)).toEqual(expect.arrayContaining(['serve', 'indicator run', 'access-log verify']));
  });

  it.each(all)('of %s names the form for machines, and says what it does', (_name, command) => {
    const help = command.helpInformation();
    expect(help).toMatch(/--json|--form/);
    expect(command.description() || command.summary()).not.toBe('');
  });
});
