/** Who a simulated client is. */
import type { Sex } from '#libs/trajectory';
import { Random } from './random.js';
import type { Region } from './region.js';

/** How a client is named in an event: by BSN or by pseudonym. */
export type ClientName = { readonly bsn: string } | { readonly pseudonym: string };

export interface Client {
  /** Place among all clients, from 0. */
  readonly index: number;
  readonly name: ClientName;
  /** Day of birth. */
  readonly born: number;
  /** The birth date as senders know it: of some only the month or the year. */
  readonly bornText: string;
  readonly sex: Sex;
  readonly municipality: string;
}

/** Every third client is named by BSN, as long as there are test numbers. */
const BSN_EVERY = 3;

let testNumbers: string[] | undefined;

/**
 * The numbers that the BSN list keeps free for tests (999900006 up to 999999990) and that pass the elfproef
 * (domain notes 5.1).
 */
export function testBsns(): readonly string[] {
  if (!testNumbers) {
    testNumbers = [];
    for (let number = 999_900_006; number <= 999_999_990; number += 1) {
      let [rest, sum] = [Math.floor(number / 10), -(number % 10)];
      for (let weight = 2; weight <= 9; weight += 1) {
        sum += (rest % 10) * weight;
        rest = Math.floor(rest / 10);
      }
      if (sum % 11 === 0) testNumbers.push(`${number}`);
    }
  }
  return testNumbers;
}

/** The name of a client by place: under one seed the same client always has the same one. */
export function clientName(seed: string, index: number): ClientName {
  const bsn = index % BSN_EVERY === 0 ? testBsns()[index / BSN_EVERY] : undefined;
  return bsn === undefined ? { pseudonym: `sim-${new Random(`${seed}/name/${index}`).hex()}` } : { bsn };
}

/** A municipality of the region, by weight. */
export function drawMunicipality(region: Region, random: Random): string {
  return random.pick(region.municipalities.map(({ code, weight }) => [code, weight] as const));
}
