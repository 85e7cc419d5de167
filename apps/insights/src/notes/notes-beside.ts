import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ProblemException } from '#libs/http';
import type { AnswerHead } from '../figures/figures.js';
import { touches } from './note.js';
import { RecordedNotes } from './recorded-notes.js';

/**
 * Tells with an answer which notes there are about it, in its `Link` header: the answer itself must stay the same byte for byte, whatever
 * is said about it later, and a table has no other place for it.
 */
@Injectable()
export class NotesBeside {
  constructor(private readonly notes: RecordedNotes) {}

  /** Sets the header; without it when the ledger, which keeps the notes, cannot be reached. */
  async announce<Answer extends AnswerHead>(reply: FastifyReply, answer: Answer): Promise<Answer> {
    const { indicator, window, filters } = answer;
    const filter = { indicator: indicator.id, ...window, groups: filters };
    try {
      const all = [...(await this.notes.all()).values()];
      const count = all.filter((note) => note.withdrawnAt === null && touches(note, filter)).length;
      const groups = Object.entries(filters).map(([name, values]) => [name, values.join(',')] as const);
      const query = new URLSearchParams({ indicator: indicator.id, ...window, ...Object.fromEntries(groups) });
      const title = count === 1 ? '1 note' : `${count} notes`;
      void reply.header('link', `</v1/notes?${query.toString()}>; rel="related"; title="${title}"`);
    } catch (error) {
      if (!(error instanceof ProblemException)) throw error;
    }
    return answer;
  }
}
