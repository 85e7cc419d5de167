/**
 * How V8 compiles what runs often. Its flags are no part of its interface and hold for the whole process, all its threads, from when they are set;
 * docs/performance.md has what each gains. A version of Node that does not know one writes a line to standard error and goes on.
 */
import { setFlagsFromString } from 'node:v8';

/** Bytes of code of the functions called that V8 compiles into the one that calls them; by itself it takes 920. */
const INLINED = 300;

/** How much a function has to do before V8 compiles it anew for speed; by itself it takes 67,584. */
const COMPILED_FROM = 600_000;

/** Compiles each function with less of those it calls: smaller code, sooner there and seldom thrown away. */
export function inlineLess(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED}`);
}

/**
 * Compiles later, for threads about to begin: each compiles for itself, and a fold that was compiled before every kind
 * of event had come is compiled again when it comes.
 */
export function compileLater(): void {
  setFlagsFromString(`--interrupt-budget=${COMPILED_FROM}`);
}
