/** The command `care-ledger`: its subcommands, and what becomes of their errors. */
import { Command, CommanderError } from 'commander';
import { copyCommand } from './commands/copy.js';
import { accessLogCommand } from './commands/access-log.js';
import { backupCommand, restoreCommand } from './commands/backup.js';
import { doctorCommand } from './commands/doctor.js';
import { eraseCommand } from './commands/erase.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { indicatorCommand } from './commands/indicator.js';
import { masterKeyCommand } from './commands/master-key.js';
import { publishTilesCommand } from './commands/publish-tiles.js';
import { pseudonymsCommand } from './commands/pseudonyms.js';
import { rebuildCommand } from './commands/rebuild.js';
import { replayCommand } from './commands/replay.js';
import { retentionCommand } from './commands/retention.js';
import { serveCommand } from './commands/serve.js';
import { examples } from './commands/shared.js';
import { signingKeyCommand } from './commands/signing-key.js';
import { simulateCommand } from './commands/simulate.js';
import { subjectAccessCommand } from './commands/subject-access.js';
import { tokenCommand } from './commands/token.js';
import { verifyCommand } from './commands/verify.js';
import { CommandError, UsageError } from './errors.js';
import { TERMINAL, type Terminal } from './output/terminal.js';
import { VERSION } from './version.js';

/** Environment variable that makes an unexpected error show where it came from. */
const DEBUG_VARIABLE = 'CARE_LEDGER_DEBUG';

/** Builds the command; nothing runs yet. */
export function createProgram(terminal: Terminal = TERMINAL): Command {
  const program = new Command('care-ledger')
    .description('An event-sourced ledger of care trajectories in Dutch youth care: events in, figures out.')
    .version(VERSION)
    .showHelpAfterError('(--help says more)')
    .addHelpText(
      'after',
      examples(
        'care-ledger serve --demo',
        'care-ledger import events.ndjson',
        'care-ledger indicator run repeat-referral --from 2024-01-01 --to 2024-12-31',
      ),
    );
  for (const command of [
    serveCommand,
    importCommand,
    exportCommand,
    simulateCommand,
    indicatorCommand,
    replayCommand,
    copyCommand,
    rebuildCommand,
    verifyCommand,
    backupCommand,
    restoreCommand,
    signingKeyCommand,
    publishTilesCommand,
    tokenCommand,
    accessLogCommand,
    eraseCommand,
    subjectAccessCommand,
    retentionCommand,
    masterKeyCommand,
    pseudonymsCommand,
    doctorCommand,
  ]) {
    program.addCommand(command(terminal));
  }
  everyCommand(program, (command) => command.exitOverride().showHelpAfterError('(--help says more)'));
  return program;
}

function everyCommand(command: Command, apply: (command: Command) => unknown): void {
  apply(command);
  for (const sub of command.commands) everyCommand(sub, apply);
}

/** Runs the command; answers the exit status: 0 done, 1 failed, 2 wrong use. */
export async function run(argv: readonly string[], terminal: Terminal = TERMINAL): Promise<number> {
  try {
    await createProgram(terminal).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    return statusOf(error, terminal);
  }
}

function statusOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has said what is wrong
  if (error instanceof CommandError) {
    terminal.err(error.message);
    if (error instanceof UsageError) terminal.err('(--help says more)');
    return error.exitCode;
  }
  const failure = error instanceof Error ? error : new Error('something was thrown that is no error');
  terminal.err(`Failed: ${failure.message}`);
  if (process.env[DEBUG_VARIABLE]) terminal.err(failure.stack ?? '');
  else terminal.err(`(${DEBUG_VARIABLE}=1 shows where.)`);
  return 1;
}
