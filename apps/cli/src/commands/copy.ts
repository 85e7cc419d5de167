/** `care-ledger copy`: a ledger from one event store to another. */
import { access } from 'node:fs/promises';
import { Command } from 'commander';
import { positionOrder } from '#libs/event-store';
import { describeStoreChoice, openStore, STORE_FORMS, type StoreChoice } from '#libs/store-choice';
import { belongingsOf, sayBelongings } from '../copy/belongings.js';
import type { CopyPhase } from '../copy/copy-ledger.js';
import { storeChoice } from '../data/data-directory.js';
import { UsageError } from '../errors.js';
import { seconds } from '../output/numbers.js';
import { events, startProgress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { JSON_OPTION, examples, wholeNumber } from './shared.js';

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly fromPrefix?: string;
  readonly toPrefix?: string;
  readonly toMaxAppend?: number;
  readonly json?: boolean;
}

export function copyCommand(terminal: Terminal): Command {
  return new Command('copy')
    .summary('move a ledger to another event store')
    .description(
      'Copy all events of a ledger to another event store, and compare both at the end. Streams, revisions, ids, bytes, order and ' +
        'instants stay; positions are those of the new store. Stop the ledger first. What was stopped halfway goes on when it is run again. ' +
        'What is no event (keys, tokens, refused events, logs) is in files of the data directory: what to move by hand is said at the end.',
    )
    .requiredOption('--from <store>', STORE_FORMS)
    .requiredOption('--to <store>', 'the same; empty, or with what an earlier run copied')
    .option('--from-prefix <prefix>', 'on a server: what the names of the streams begin with (default: care)')
    .option('--to-prefix <prefix>', 'the same for the target')
    .option(
      '--to-max-append <bytes>',
      'MaxAppendSize of the target, where it is not 1 MiB',
      wholeNumber(65_536, 16_777_216),
    )
    .addOption(JSON_OPTION('the counts, the digest and what to move by hand as one JSON object'))
    .addHelpText(
      'after',
      examples(
        'care-ledger copy --from ./data --to esdb+discover://admin:secret@node1.example:2113',
        'care-ledger copy --from esdb://localhost:2113?tls=false --to ./moved/events.sqlite',
      ),
    )
    .action((options: CopyOptions) => copy(options, terminal));
}

async function copy(options: CopyOptions, terminal: Terminal): Promise<void> {
  const [source, target] = await Promise.all([storeChoice(options.from), storeChoice(options.to)]);
  await mustDiffer(source, target, options);
  const began = Date.now();
  const { copyLedger } = await import('../copy/copy-ledger.js');
  const from = await openStore(source, { streamPrefix: options.fromPrefix });
  try {
    const to = await openStore(target, { streamPrefix: options.toPrefix, maxAppendBytes: options.toMaxAppend });
    const progress = new CopyProgress((await from.head())?.position ?? '1', options.json);
    try {
      const copied = await copyLedger(from, to, (phase, { position }) => progress.tell(phase, position));
      progress.stop();
      const move = belongingsOf(source);
      const result = { from: describeStoreChoice(source), to: describeStoreChoice(target), ...copied, move };
      if (options.json) return terminal.out(JSON.stringify(result));
      terminal.out(
        `${events(copied.events)} in both, ${events(copied.added)} added now, in ${seconds(Date.now() - began)}.`,
      );
      terminal.out(`Equal in stream, revision, id, type, bytes, instant and order: SHA-256 ${copied.digest}`);
      for (const line of sayBelongings(source, move)) terminal.out(line);
    } finally {
      progress.stop();
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function mustDiffer(source: StoreChoice, target: StoreChoice, options: CopyOptions): Promise<void> {
  if (source.kind === 'sqlite') {
    await access(source.path).catch(() => {
      throw new UsageError(`There is no ledger at ${source.path}: name its file or data directory with --from.`);
    });
  }
  const same = describeStoreChoice(source) === describeStoreChoice(target);
  if (same && (source.kind === 'sqlite' || (options.fromPrefix ?? 'care') === (options.toPrefix ?? 'care'))) {
    throw new UsageError('--from and --to name the same ledger.');
  }
}

const LABELS: Readonly<Record<CopyPhase, string>> = {
  checking: 'Checking what is there',
  copying: 'Copying',
  comparing: 'Comparing',
};

/** A bar for each phase, by the position in the source. */
class CopyProgress {
  private phase: CopyPhase | null = null;
  private bar: ReturnType<typeof startProgress> | null = null;
  private told = 0;

  constructor(
    private readonly head: string,
    private readonly quiet = false,
  ) {}

  tell(phase: CopyPhase, position: string): void {
    if (phase !== this.phase) {
      this.stop();
      this.phase = phase;
      this.told = 0;
      this.bar = startProgress({ label: LABELS[phase], total: 1000, quiet: this.quiet });
    }
    this.told += 1;
    if (phase === 'copying' || this.told % 1_000 === 0) {
      this.bar!.update(Number((positionOrder(position) * 1000n) / positionOrder(this.head)), `position ${position}`);
    }
  }

  stop(): void {
    this.bar?.stop();
    this.bar = null;
  }
}
