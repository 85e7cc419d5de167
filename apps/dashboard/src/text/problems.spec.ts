/** The pages have words for every problem that the services answer with, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FAULTS, PROBLEMS } from './problems.js';

/** What no page asks for, or what a page draws by its status alone. */
const ELSEWHERE = [
  'unauthenticated', // the form for a token
  'catching-up', // the progress of the first figures
  'not-ready', // /health/ready
  'invalid-definition', // PUT and DELETE of indicators
  'built-in-indicator',
  'wrong-version',
  'withdrawn', // DELETE of notes
  'method-not-allowed', // what only a program sends
  'unsupported-media-type',
  'request-timeout',
  'uri-too-long',
  'headers-too-large',
];

const sources = ['apps/insights/src', 'libs/http/src', 'libs/access/src']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${String(file)}`))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('/testing/'))
  .map((file) => readFileSync(file, 'utf8'));

const found = (pattern: RegExp): string[] => [
  ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, code]) => code!))),
];

/** A problem has its status before its code, or comes from `unavailable`, or stands in the table of known ones. */
const codes = [
  ...found(/status: \d{3},\s*code: '([a-z-]+)'/g),
  ...found(/unavailable\(\s*'([a-z-]+)'/g),
  ...found(/^ {2}\d{3}: \{\s*code: '([a-z-]+)'/gm),
].filter((code) => !ELSEWHERE.includes(code));

describe('problems on the pages', () => {
  it.each(codes)('%s has a title and says what can be done, in Dutch and in English', (code) => {
    for (const language of ['nl', 'en'] as const) {
      expect(PROBLEMS[language][code]).toEqual({
        title: expect.stringMatching(/.{10}/),
        text: expect.stringMatching(/.{20}/),
      });
    }
    expect(PROBLEMS.nl[code]).not.toEqual(PROBLEMS.en[code]);
  });

  it('are all there', () => expect(codes.length).toBeGreaterThan(15));

  it('are the same in both languages, and no word is for nothing', () => {
    expect(Object.keys(PROBLEMS.en)).toEqual(Object.keys(PROBLEMS.nl));
    expect(Object.keys(FAULTS.en)).toEqual(Object.keys(FAULTS.nl));
    expect(Object.keys(PROBLEMS.nl).filter((code) => !codes.includes(code))).toEqual(['unreachable']);
  });
});
