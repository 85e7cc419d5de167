import { createInterface } from 'node:readline/promises';
import { CommandError, UsageError } from '../errors.js';

/**
 * Asks on a terminal whether to go on; without one, `--yes` has to say so.
 * @throws CommandError when the answer is not yes
 */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new UsageError('This cannot be undone: say --yes.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${question} Type yes to go on: `);
    if (answer.trim() !== 'yes') throw new CommandError('Nothing was done.');
  } finally {
    lines.close();
  }
}
