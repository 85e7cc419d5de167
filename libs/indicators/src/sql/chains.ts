import type { Chain } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Unit } from '../language/vocabulary.js';
import { quoted } from '../language/vocabulary.js';
import type { Compilation } from './compilation.js';
import { keptChain } from './kept.js';
import { compileOrder } from './lookups.js';
import { CASE, lookUp, numberRows, openStage } from './stage.js';
import { compileTyped } from './values.js';

/** Later than any date of the ledger: the reach of what is open. */
const FOR_EVER = `DATE '9999-12-31'`;

/**
 * Compiles a derived unit: members in order of their start, a new chain wherever one starts after all that came before has let go. Its fields are
 * those of the representative, `startOn` and `endOn` those of the chain.
 */
export function compileChain(compilation: Compilation, chain: Chain, pointer: string): Unit {
  const members = compilation.unit(chain.members, member(pointer, 'members'));
  if (!members) {
    return {
      from: 'none',
      fields: {},
      keys: [],
      withinEvent: [],
      ids: {},
      identity: [],
      institution: null,
      stream: null,
    };
  }
  const kept = keptChain(compilation.source.schema, chain, members);
  if (kept) return kept;
  const opened = openStage(compilation, members);
  const stage = chain.lookups
    ? lookUp(compilation, numberRows(compilation, opened), chain.lookups, member(pointer, 'lookups'))
    : opened;
  const value = (name: 'start' | 'end' | 'until'): string =>
    compileTyped(
      compilation,
      stage.scope,
      chain[name] === undefined ? chain.end : chain[name],
      member(pointer, name),
      'date',
    );
  if (!Number.isInteger(chain.joinWithinDays) || chain.joinWithinDays < 0 || chain.joinWithinDays > 36_525) {
    compilation.fault(member(pointer, 'joinWithinDays'), 'malformed', 'Give a whole number from 0 to 36525.');
  }

  const order = `PARTITION BY ${CASE}."case.person" ORDER BY "start", ${members.keys.map((key) => `${CASE}."case.${key}"`).join(', ')}`;
  const spans = compilation.with(
    `SELECT ${CASE}.*, ${value('start')} AS "start", ${value('end')} AS "end", ${value('until')} AS "until" ` +
      `FROM ${stage.name} AS ${CASE} WHERE "start" IS NOT NULL`,
  );
  const opens = compilation.with(
    `SELECT ${CASE}.*, CASE WHEN "start" <= ${compilation.bind(chain.joinWithinDays, 'INTEGER')} + ` +
      `max(coalesce("until", ${FOR_EVER})) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) ` +
      `THEN 0 ELSE 1 END AS "opens" FROM ${spans} AS ${CASE}`,
  );
  const numbered = compilation.with(
    `SELECT ${CASE}.*, sum("opens") OVER (${order} ROWS UNBOUNDED PRECEDING) AS "chain" FROM ${opens} AS ${CASE}`,
  );
  const fields = Object.keys(members.fields).filter((field) => field !== 'startOn' && field !== 'endOn');
  const best = compileOrder(compilation, stage.scope, chain.representative, members, member(pointer, 'representative'));
  const whole = `PARTITION BY ${CASE}."case.person", "chain"`;
  const from = compilation.with(
    `SELECT ${fields.map((field) => `${CASE}."case.${field}" AS ${quoted(field)}`).join(', ')}, ` +
      `min("start") OVER whole AS "startOn", ` +
      `CASE WHEN count("end") OVER whole = count(*) OVER whole THEN max("end") OVER whole END AS "endOn" ` +
      `FROM ${numbered} AS ${CASE} WINDOW whole AS (${whole}) ` +
      `QUALIFY row_number() OVER (${whole} ORDER BY ${best(Object.keys(members.fields))}) = 1`,
    true,
  );
  return { ...members, from, fields: { ...members.fields, startOn: 'date', endOn: 'date' } };
}
