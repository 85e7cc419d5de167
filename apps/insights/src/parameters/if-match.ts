import { readIfMatch as read } from '#libs/http';

/**
 * The entity tag of an indicator that an `If-Match` header names, quotation marks included, or `*`.
 * @throws ProblemException 400 for anything else
 */
export const readIfMatch = (header: string | undefined): string | undefined =>
  read(header, /^(\*|"[\w-]{1,64}")$/, 'Give one ETag as the indicator was answered with, in quotation marks, or *.');
