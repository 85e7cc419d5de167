/** How a command names a client: by pseudonym, or by a file with the BSN, which never stands on a command line. */
import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { isBsn } from '#libs/privacy';
import { UsageError } from '../errors.js';

export const CLIENT_OPTION = () => new Option('--client <pseudonym>', 'the client, by pseudonym').conflicts('bsnFile');
export const BSN_OPTION = () =>
  new Option('--bsn-file <file>', 'the client, by a file that holds the BSN and nothing else');

/** A client as the API names one. */
export type NamedClient = { readonly pseudonym: string } | { readonly bsn: string };

/** @throws UsageError when neither or no client is named; what was given is not repeated. */
export async function namedClient(options: { client?: string; bsnFile?: string }): Promise<NamedClient> {
  if (options.client !== undefined) {
    if (!isBsn(options.client)) return { pseudonym: options.client };
    throw new UsageError('--client takes a pseudonym. A BSN on a command line is seen by others: use --bsn-file.');
  }
  if (options.bsnFile === undefined) throw new UsageError('Name the client: --client, or --bsn-file.');
  const text = await readFile(options.bsnFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The file of --bsn-file cannot be read: ${error.code ?? 'unknown'}.`);
  });
  if (isBsn(text.trim())) return { bsn: text.trim() };
  throw new UsageError('The file of --bsn-file does not hold a BSN: nine digits that pass the elfproef.');
}
