import { describe, expect, it } from '@jest/globals';
import { stored, trajectory } from '../../testing/events.js';
import { openFactStore } from './fact-store.js';

describe('a fact store', () => {
  it('holds the facts of the events applied, up to the checkpoint it names', async () => {
    const facts = await openFactStore(':memory:');
    expect(await facts.head()).toBeNull();
    const events = stored([
      ...trajectory('T1', 'p', '2023-01-01', '2023-03-01'),
      ...trajectory('T2', 'p', '2023-02-01'),
    ]);
    await facts.apply(events);
    const rows = await facts.withView(undefined, async (view) => {
      expect(view.position).toBe('5');
      return view.query(`SELECT "id", "startOn", "endOn" FROM ${view.schema}."record"`);
    });
    expect(rows).toEqual([{ id: 'T1', startOn: '2023-01-01', endOn: null }]);
    const before = await facts.withView('3', (view) =>
      view.query(`SELECT "id", "startOn", "endOn" FROM ${view.schema}."record"`),
    );
    expect(before).toEqual([{ id: 'T1', startOn: '2023-01-01', endOn: '2023-03-01' }]);
    await facts.close();
  });
});
