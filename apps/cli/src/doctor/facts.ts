/** The facts file: whether it can be opened, and whether it was made from this ledger. */
import { existsSync } from 'node:fs';
import { areOfOneKind, comparePositions, type Head } from '#libs/event-store';
import { lookIntoFacts, type FactsFile } from '#libs/facts';
import type { OpenedDirectory } from '../data/data-directory.js';
import { instrumentsOf, isLocked } from '../data/open-facts.js';
import { fault, look, warning, type Finding, type Found } from './finding.js';

/** @param head of the ledger; undefined where that is not known */
export function lookAtFacts(files: OpenedDirectory, head: Head | null | undefined): Promise<Finding> {
  return look('facts', async () => {
    if (!existsSync(files.facts)) return 'none yet: made from the events when they are needed';
    const instruments = await instrumentsOf(files);
    try {
      return saidOf(await lookIntoFacts(files.facts, instruments), head, files.facts);
    } catch (error) {
      if (isLocked(error)) return 'in use by the process that holds the directory';
      return fault(`${files.facts} cannot be read as facts. ${deletes(files.facts)}`);
    }
  });
}

/** What is to be said of a file that was looked into. */
function saidOf(facts: FactsFile, head: Head | null | undefined, path: string): Found {
  const { current, position, recordedAt, consistent } = facts;
  if (!current || position === null) {
    return warning('Made by another version or with other instruments: they are made anew before there are figures.');
  }
  if (!consistent) return fault(`The checkpoint and the events in ${path} do not belong together. ${deletes(path)}`);
  if (recordedAt === null) return 'no event yet';
  if (head === undefined) return `up to position ${position}`;
  if (head === null || !areOfOneKind(head.position, position) || comparePositions(position, head.position) > 0) {
    return fault(`The facts are of another ledger, or of this one before a backup was put back. ${deletes(path)}`);
  }
  return `up to position ${position} of ${head.position}`;
}

const deletes = (path: string): string => `Delete ${path} and ${path}.wal: they are made anew from the events.`;
