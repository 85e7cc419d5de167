#!/usr/bin/env node
import 'reflect-metadata';
import { inlineLess } from '#libs/thread';
import { run } from './program.js';

// A reader such as `head` that has had enough is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

inlineLess();
process.exitCode = await run(process.argv.slice(2));
