import { Injectable } from '@nestjs/common';
import { QueryBus, type Query } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { NotesBeside } from '../notes/notes-beside.js';
import { Representations } from '../representation/representations.js';
import type { Table } from '../representation/table.js';
import type { AnswerHead } from './figures.js';

/** Answers a question for figures: with the notes announced beside it, in the representation that the client accepts. */
@Injectable()
export class FigureAnswers {
  constructor(
    private readonly queries: QueryBus,
    private readonly representations: Representations,
    private readonly notes: NotesBeside,
  ) {}

  /** @throws ProblemException 406 before anything is computed */
  give<Answer extends AnswerHead>(
    query: Query<Answer>,
    accept: string | undefined,
    reply: FastifyReply,
    tabulate: (answer: Answer) => Table,
  ): Promise<unknown> {
    const compute = async (): Promise<Answer> => this.notes.announce(reply, await this.queries.execute(query));
    return this.representations.present(accept, reply, compute, tabulate);
  }
}
