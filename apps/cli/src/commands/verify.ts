/** `care-ledger verify`: the ledger computed again from its bytes, or a receipt checked without the ledger. */
import { Command } from 'commander';
import { toBase64, verifyInTiles, verifyReceipt, type Cosignature, type VerifierKey } from '#libs/integrity';
import { CommandError, UsageError } from '../errors.js';
import { count, seconds } from '../output/numbers.js';
import { events, startProgress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { readCheckpoint, readProof, readReceipt, readVerifierKey } from '../verify/read-proofs.js';
import {
  DATA_OPTION,
  JSON_OPTION,
  STORE_OPTION,
  STORE_PREFIX_OPTION,
  examples,
  placeOf,
  wholeNumber,
} from './shared.js';

interface VerifyOptions {
  readonly data?: string;
  readonly store?: string;
  readonly storePrefix?: string;
  readonly checkpoint?: string;
  readonly receipt?: string;
  readonly proof?: string;
  readonly tiles?: string;
  readonly key?: string;
  readonly witness?: readonly string[];
  readonly quorum?: number;
  readonly json?: boolean;
}

export function verifyCommand(terminal: Terminal): Command {
  return new Command('verify')
    .summary('recompute the tree from the stored bytes, or check a receipt')
    .description(
      'Compute the tree of proofs again from the stored bytes and compare it with the kept tree, every signed checkpoint, and a ' +
        'checkpoint or receipt that was kept elsewhere. Names the first position that differs and how; exit status 1 then. ' +
        'With --receipt and --proof nothing of the ledger is needed: the two files and its verifier key are enough. With --receipt ' +
        'and --tiles the tree that it publishes (care-ledger publish-tiles) takes the place of the proof.',
    )
    .option('--checkpoint <file>', 'a checkpoint that was kept elsewhere: the ledger must still agree with it')
    .option('--receipt <file>', 'a receipt: the JSON answer to an event')
    .option('--proof <file>', 'its proof of inclusion: the answer of /v1/ledger/proofs/inclusion, text or JSON')
    .option('--tiles <folder or address>', 'where the ledger publishes its tree: the receipt is looked for there')
    .option('--key <verifier key>', 'the public key of the ledger, kept from an earlier day (name+id+key)')
    .option('--witness <verifier key...>', 'public keys of witnesses whose cosignatures count')
    .option('--quorum <number>', 'how many of them must have cosigned the checkpoint of the proof', wholeNumber(0, 99))
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(STORE_PREFIX_OPTION())
    .addOption(JSON_OPTION('what was found as one object'))
    .addHelpText(
      'after',
      examples(
        'care-ledger verify',
        'care-ledger verify --checkpoint checkpoint-of-last-year.txt --key ledger.example.nl/2026+1a2b3c4d+AS...',
        'care-ledger verify --receipt receipt.json --proof receipt.tlog-proof --key ledger.example.nl/2026+1a2b3c4d+AS...',
        'care-ledger verify --receipt receipt.json --tiles https://ledger.example.nl --key ledger.example.nl/2026+1a2b3c4d+AS...',
      ),
    )
    .action((options: VerifyOptions) => {
      if (options.proof !== undefined) return alone(options, terminal);
      return options.tiles === undefined ? whole(options, terminal) : published(options, terminal);
    });
}

/** A receipt and its proof, without the ledger. */
async function alone(options: VerifyOptions, terminal: Terminal): Promise<void> {
  if (!options.receipt || !options.proof || options.tiles)
    throw new UsageError('--proof goes with --receipt, and not with --tiles.');
  if (options.checkpoint || options.data) throw new UsageError('--proof holds a checkpoint; no ledger is looked at.');
  const [receipt, proof] = [await readReceipt(options.receipt), await readProof(options.proof)];
  const { quorum } = options;
  const key = keyFor(options);
  const { faults, record, size, cosignatures } = verifyReceipt({
    receipt,
    proof,
    key,
    witnesses: witnessesOf(options),
    quorum,
  });
  if (options.json)
    terminal.out(JSON.stringify({ valid: faults.length === 0, faults, record, size, cosignatures }, null, 2));
  if (faults.length > 0) throw new CommandError(['The receipt is not proved.', ...faults].join('\n  '));
  if (options.json) return;
  terminal.out(
    `Proved: the event is leaf ${proof.index} of the ${count(size!)} that ${key.name} signed, recorded at ${receipt.recordedAt}.`,
  );
  sayWitnesses(cosignatures, terminal);
}

/** A receipt in the tree that the ledger publishes. */
async function published(options: VerifyOptions, terminal: Terminal): Promise<void> {
  if (!options.receipt) throw new UsageError('--tiles goes with --receipt.');
  if (options.checkpoint || options.data) throw new UsageError('--tiles has a checkpoint; no ledger is looked at.');
  const { leafHash, position } = await readReceipt(options.receipt);
  const { quorum } = options;
  const key = keyFor(options);
  const { tileSource } = await import('../verify/tile-source.js');
  const { faults, index, size, cosignatures } = await verifyInTiles({
    leafHash,
    near: Number(position),
    source: tileSource(options.tiles!),
    key,
    witnesses: witnessesOf(options),
    quorum,
  });
  if (options.json)
    terminal.out(JSON.stringify({ valid: faults.length === 0, faults, index, size, cosignatures }, null, 2));
  if (faults.length > 0) throw new CommandError(['The receipt is not proved.', ...faults].join('\n  '));
  if (options.json) return;
  terminal.out(
    `Proved: the leaf of the receipt is leaf ${index} of the ${count(size!)} that ${key.name} signed. ` +
      'Its content is not published: what it says of instant and revision is shown by a proof (--proof).',
  );
  sayWitnesses(cosignatures, terminal);
}

function sayWitnesses(cosignatures: readonly Cosignature[], terminal: Terminal): void {
  for (const { witness, time } of cosignatures) {
    terminal.out(`Witnessed by ${witness} at ${new Date(time * 1000).toISOString()}.`);
  }
}

function keyFor({ key }: VerifyOptions): VerifierKey {
  if (key) return readVerifierKey(key);
  throw new UsageError('Give the verifier key of the ledger with --key: one kept from an earlier day.');
}

/** A whole ledger. */
async function whole(options: VerifyOptions, terminal: Terminal): Promise<void> {
  if (options.quorum !== undefined) throw new UsageError('--quorum goes with --proof or --tiles.');
  const checkpoint = options.checkpoint === undefined ? undefined : await readCheckpoint(options.checkpoint);
  const receipt = options.receipt === undefined ? undefined : await readReceipt(options.receipt);
  const key = options.key === undefined ? undefined : readVerifierKey(options.key);
  const { verifyData } = await import('../verify/verify-data.js'); // slow to load: not for --help
  const began = Date.now();
  const progress = startProgress({ label: 'Verifying', total: 1_000, quiet: options.json });
  const found = await verifyData(placeOf(options), {
    key,
    witnesses: witnessesOf(options),
    checkpoint,
    receipt,
    progress: (read, of) => progress.update(of === 0 ? 0 : Math.floor((1_000 * read) / of), events(read)),
  }).finally(() => progress.stop());
  const { difference, root, kept, checkpoints, cosignatures } = found;
  if (options.json) {
    terminal.out(JSON.stringify({ valid: difference === null, ...found, root: toBase64(root) }, null, 2));
  }
  if (difference) {
    const at = difference.position === null ? '' : `Position ${difference.position}: `;
    const before = found.position === null ? 'No event before it is sound.' : `Sound up to position ${found.position}.`;
    throw new CommandError(`The ledger is not what it was. ${at}${difference.what} ${before}`);
  }
  if (options.json) return;
  const loose = found.events - kept;
  terminal.out(
    `${events(found.events)} as they were recorded; root ${toBase64(root)}. ` +
      `${count(checkpoints.length)} signed checkpoints agree, with ${count(cosignatures)} cosignatures. In ${seconds(Date.now() - began)}.`,
  );
  if (loose > 0)
    terminal.out(`The last ${count(loose)} are not in the kept tree yet: the server takes them in when it runs.`);
}

function witnessesOf({ witness = [] }: VerifyOptions): VerifierKey[] {
  const keys = witness.map(readVerifierKey);
  if (keys.some(({ type }) => type !== 'cosignature/v1')) throw new UsageError('--witness takes keys of witnesses.');
  return keys;
}
